namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>How much an <see cref="EraseCommand"/> erases, flag bits 1:0.</summary>
public enum EraseExtent
{
    /// <summary>The region that address and length name.</summary>
    Region = 0,

    /// <summary>The whole memory.</summary>
    All = 1,

    /// <summary>The whole memory, and the lock is opened.</summary>
    AllAndUnsecure = 2,
}
