using Rootline.Core.Bytes;

namespace Rootline.Formats.Nordic;

/// <summary>
/// A key slot: DEST and PERM (words), VALUE of 16 bytes. Its bytes here are DEST, PERM, VALUE in this order, 24 bytes. Source:
/// tfm-provisioning section 12.1.
/// </summary>
/// <param name="Destination">Where the value is pushed to.</param>
/// <param name="Permissions">The permission word.</param>
/// <param name="Value">16 bytes.</param>
public readonly record struct KmuSlot(uint Destination, KmuPermissions Permissions, ReadOnlyMemory<byte> Value)
{
    /// <summary>How many slots there are; the API counts them from 0.</summary>
    public const int Count = 128;

    /// <summary>Bytes of a value.</summary>
    public const int KeyLength = 16;

    /// <summary>Bytes of a slot.</summary>
    public const int Length = 8 + KeyLength;

    /// <summary>The word that a value reads as when its slot is revoked, not readable or not selected.</summary>
    public const uint Denied = 0xDEADDEAD;

    /// <summary>Address of SELECTKEYSLOT on every part known here. Source: the parts' product specifications.</summary>
    public const uint SelectRegister = 0x50039500;

    /// <summary>What SELECTKEYSLOT holds for a slot: 0 selects none.</summary>
    /// <param name="slot">The slot, 0 to 127.</param>
    public static uint Selector(int slot) => (uint)slot + 1;

    /// <summary>Whether any word is not erased: a slot that counts as written.</summary>
    public bool IsWritten => Destination != UicrMap.Erased || Permissions.Word != UicrMap.Erased || Value.Span.ContainsAnyExcept((byte)0xFF);

    /// <summary>Reads a slot.</summary>
    /// <param name="bytes">24 bytes.</param>
    public static KmuSlot Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        return new(reader.U32Le(), new(reader.U32Le()), reader.Bytes(KeyLength).ToArray());
    }

    /// <summary>Writes a slot.</summary>
    /// <param name="destination">24 bytes.</param>
    public void Write(Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        writer.U32Le(Destination);
        writer.U32Le(Permissions.Word);
        writer.Bytes(Value.Span);
    }
}
