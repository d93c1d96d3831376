namespace Rootline.Formats.Nordic;

/// <summary>
/// The permission word of a key slot: bit 0 WRITE, 1 READ, 2 PUSH (1 = enabled), 16 STATE (1 = active, 0 = revoked). Each half is
/// written while it is FFFF and not after. Source: tfm-provisioning section 12.1.
/// </summary>
/// <param name="Word">The word.</param>
public readonly record struct KmuPermissions(uint Word)
{
    /// <summary>Of a hardware unique key: not writable, not readable, pushable.</summary>
    public static readonly KmuPermissions UniqueKey = new(0xFFFFFFFC);

    /// <summary>Of an identity key: not writable, readable, not pushable.</summary>
    public static readonly KmuPermissions IdentityKey = new(0xFFFFFFFA);

    /// <summary>Of a slot that was never written.</summary>
    public static readonly KmuPermissions Erased = new(UicrMap.Erased);

    private const uint Write = 1 << 0;
    private const uint Read = 1 << 1;
    private const uint Push = 1 << 2;
    private const uint Active = 1 << 16;

    /// <summary>Whether the value may be written.</summary>
    public bool CanWrite => (Word & Write) != 0;

    /// <summary>Whether the processor may read the value.</summary>
    public bool CanRead => (Word & Read) != 0 && !IsRevoked;

    /// <summary>Whether the value may be pushed to its destination.</summary>
    public bool CanPush => (Word & Push) != 0 && !IsRevoked;

    /// <summary>Whether the slot was revoked.</summary>
    public bool IsRevoked => (Word & Active) == 0;

    /// <summary>What stays of a word when another is written over it: a half that is not FFFF any more takes nothing.</summary>
    /// <param name="next">The word that is written.</param>
    public KmuPermissions After(uint next)
    {
        uint low = (ushort)Word == 0xFFFF ? (ushort)next : (ushort)Word;
        uint high = Word >> 16 == 0xFFFF ? next >> 16 : Word >> 16;
        return new(low | (high << 16));
    }
}
