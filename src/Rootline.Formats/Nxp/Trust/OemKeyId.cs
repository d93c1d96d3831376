namespace Rootline.Formats.Nxp.Trust;

/// <summary>Ids of the OEM keys that a target generates: 0 to 3, then the CA key, then the RTF key.</summary>
public static class OemKeyId
{
    /// <summary>The CA key.</summary>
    public const byte Ca = 0x10;

    /// <summary>The RTF key.</summary>
    public const byte Rtf = 0x20;

    /// <summary>Most regular keys.</summary>
    public const int MaxRegular = 4;

    /// <summary>Whether ids are in the one order that messages use: 0, 1, … without gaps, then CA, then RTF, each at most once.</summary>
    /// <param name="ids">The ids as they stand in the message.</param>
    internal static bool AreInOrder(IReadOnlyList<ushort> ids)
    {
        int regular = ids.TakeWhile(id => id < Ca).Count();
        return regular <= MaxRegular
            && ids.Take(regular).Select((id, i) => id == i).All(same => same)
            && ids.Skip(regular).ToList() is [] or [Ca] or [Rtf] or [Ca, Rtf];
    }
}
