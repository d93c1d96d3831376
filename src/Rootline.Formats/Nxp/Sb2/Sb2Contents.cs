namespace Rootline.Formats.Nxp.Sb2;

/// <summary>A file that has passed every check.</summary>
/// <param name="Header">The image header.</param>
/// <param name="Certificates">The certificate block.</param>
/// <param name="Sections">The boot sections in order, at least one.</param>
public sealed record Sb2Contents(Sb2Header Header, CertificateBlock Certificates, IReadOnlyList<Sb2Section> Sections)
{
    /// <summary>The commands of all sections in the order in which they run.</summary>
    public IEnumerable<Sb2Command> Commands => Sections.SelectMany(s => s.Commands);
}
