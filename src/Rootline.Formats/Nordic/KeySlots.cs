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
}
