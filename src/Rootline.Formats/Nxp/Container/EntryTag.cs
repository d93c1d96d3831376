namespace Rootline.Formats.Nxp.Container;

/// <summary>The kind of a container entry (byte 3 of its header).</summary>
public enum EntryTag : byte
{
    /// <summary>Header and payload.</summary>
    Standard = 0xA0,

    /// <summary>Header, destination record and payload.</summary>
    Destination = 0xB0,

    /// <summary>Header and authentication code; the last entry.</summary>
    Authentication = 0xC0,
}
