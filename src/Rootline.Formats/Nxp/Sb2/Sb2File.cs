using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Opens SB2.1 files. No command is handed out before all of the file is authenticated.</summary>
public static class Sb2File
{
    /// <summary>
    /// Checks structure, certificate chain, root key table, signature, wrapped keys, authentication codes and commands, in
    /// this order, and returns what the file contains.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="kek">The SB KEK, 32 bytes, in the order of the AES key.</param>
    /// <param name="rootKeyTableHash">
    /// The device's RKTH (CMPA ROTKH), 32 bytes. Empty when there is none to compare with: then the signature proves only
    /// that the file is whole, not whose it is.
    /// </param>
    /// <returns>The contents, or a fault of <see cref="Sb2Faults"/>, whose status a boot loader answers with.</returns>
    public static Parsed<Sb2Contents> Open(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kek, ReadOnlySpan<byte> rootKeyTableHash) =>
        OpenFor(file, kek, new Sb2Anchor(rootKeyTableHash.ToArray()));

    /// <summary>As <see cref="Open"/>, with all that a device judges by.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="kek">The SB KEK, 32 bytes, in the order of the AES key.</param>
    /// <param name="anchor">The device's root keys.</param>
    /// <returns>The contents, or a fault of <see cref="Sb2Faults"/>, whose status a boot loader answers with.</returns>
    public static Parsed<Sb2Contents> OpenFor(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kek, Sb2Anchor anchor)
    {
        if (!Sb2Structure.Walk(file).Try(out var structure, out var fault))
            return fault;
        var collector = new Collector();
        using var intake = new Sb2Intake(file.Length, kek, anchor, collector);
        if (intake.Take(file) != 0 || intake.End() != 0)
            return intake.Fault!;
        return new Sb2Contents(structure.Header, structure.Certificates, collector.Sections);
    }

    /// <summary>Judges what can be judged without the KEK: structure, certificate chain, root keys, signature.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="anchor">The device's root keys.</param>
    /// <returns>The structure, or a fault of <see cref="Sb2Faults"/>.</returns>
    public static Parsed<Sb2Structure> CheckOrigin(ReadOnlySpan<byte> file, Sb2Anchor anchor)
    {
        if (!Sb2Structure.Walk(file).Try(out var structure, out var fault))
            return fault;
        var signature = file[structure.SignatureOffset..structure.SectionsOffset];
        return anchor.Check(file[..structure.SignatureOffset], signature, structure.Certificates) is { } foreign ? foreign : structure;
    }

    /// <summary>
    /// Whether a KEK that does not open a file opens it with its bytes reversed: a text in the order of the key store, where the
    /// order of the AES key is wanted.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="kek">The KEK.</param>
    public static bool OpensReversed(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kek)
    {
        if (file.Length < Sb2Format.CertificateBlockOffset)
            return false;
        using var reversed = Secret.CopyOf(kek);
        reversed.Span.Reverse();
        bool opens = Sb2Keys.Unwrap(file.Slice(Sb2Format.KeyBlobOffset, Sb2Format.KeyBlobLength), reversed.Span).Try(out var keys, out _);
        keys?.Dispose();
        return opens;
    }

    private sealed class Collector : ISb2Runner
    {
        private readonly List<(uint Id, int MacCount, List<Sb2Command> Commands)> _sections = [];

        public IReadOnlyList<Sb2Section> Sections => _sections.ConvertAll(s => new Sb2Section(s.Id, s.Commands, s.MacCount));

        public void Enter(uint id, int macCount) => _sections.Add((id, macCount, []));

        public uint Run(Sb2Command command)
        {
            // The intake reuses the bytes that a load points into.
            _sections[^1].Commands.Add(command is Commands.LoadCommand load
                ? load with { Data = load.Data.ToArray(), Padding = load.Padding.ToArray() }
                : command);
            return 0;
        }
    }
}
