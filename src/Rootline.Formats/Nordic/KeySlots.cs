namespace Rootline.Formats.Nordic;

/// <summary>Which slots hold what. Each key has two slots; the second is used where the key has 32 bytes. Source: tfm-provisioning section 12.1.</summary>
public static class KeySlots
{
    /// <summary>Root key.</summary>
    public const int Kdr = 0;

    /// <summary>Master key encryption key.</summary>
    public const int Mkek = 2;

    /// <summary>Master external storage key.</summary>
    public const int Mext = 4;

    /// <summary>Encrypted identity key, both slots: readable, not pushable.</summary>
    public const int Identity = 6;

    /// <summary>Slots of the identity key on every part.</summary>
    public const int IdentitySlots = 2;

    /// <summary>The slots that provisioning writes, in the order of writing, with their permissions.</summary>
    /// <param name="part">The part.</param>
    public static IEnumerable<(int Slot, KmuPermissions Permissions)> Of(NordicPart part) =>
    [
        .. Enumerable.Range(Mkek, part.HukSlots).Select(s => (s, KmuPermissions.UniqueKey)),
        .. Enumerable.Range(Mext, part.HukSlots).Select(s => (s, KmuPermissions.UniqueKey)),
        .. Enumerable.Range(Identity, IdentitySlots).Select(s => (s, KmuPermissions.IdentityKey)),
    ];
}
