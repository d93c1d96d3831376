namespace Rootline.Formats.Nxp.Sb2;

/// <summary>A boot section.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Commands">At least one command.</param>
/// <param name="MacCount">Into how many parts the commands are split for authentication, 1 to the number of their blocks.</param>
public sealed record Sb2Section(uint Id, IReadOnlyList<Sb2Command> Commands, int MacCount = 1)
{
    /// <summary>The loader may run the section.</summary>
    internal const ushort Bootable = 0x0001;

    /// <summary>No section follows.</summary>
    internal const ushort Last = 0x8000;
}
