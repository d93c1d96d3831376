using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Where everything of a requested file will lie; made only for requests that can be written.</summary>
internal sealed record Sb2Plan(CertificateBlock Certificates, int SignatureOffset, int SectionsOffset, IReadOnlyList<SectionPlace> Places)
{
    public int Length => Places[^1].End;

    public static Parsed<Sb2Plan> Of(Sb2Request request)
    {
        if (Check(request) is { } fault)
            return fault;
        if (!Block(request).Try(out var certificates, out fault))
            return fault;
        int signature = Sb2Format.CertificateBlockOffset + certificates.Length + (request.WithDigest ? Sb2Format.Digest : 0);
        int sections = signature + certificates.Signer.KeyLength;
        return Place(request.Sections, sections).Try(out var places, out fault)
            ? new Sb2Plan(certificates, signature, sections, places)
            : fault;
    }

    private static Fault? Check(Sb2Request request)
    {
        if (request.Sections.Count is < 1 or > Sb2Format.MaxSections || request.Sections.Any(s => s.Commands.Count == 0))
            return Sb2Faults.Request.Because($"a file takes 1 to {Sb2Format.MaxSections} sections with commands");
        if (!request.Sections.SelectMany(s => s.Commands).All(Sb2CommandReader.Fits))
            return Sb2Faults.Request.Because("a command's fields do not fit it");
        if (!request.ProductVersion.Fits || !request.ComponentVersion.Fits)
            return Sb2Faults.Request.Because($"a version's numbers go from 0 to {Sb2Version.MaxNumber}");
        if (request.Nonce is { Length: not Sb2Format.Block })
            return Sb2Faults.Request.Because($"a nonce has {Sb2Format.Block} bytes");
        if (request.Timestamp < Sb2Header.TimestampOrigin)
            return Sb2Faults.Request.Because("the timestamp lies before 2000");
        return request.Certificates.Count is < 1 or > CertificateBlock.MaxCertificates
            ? Sb2Faults.Request.Because($"a file takes 1 to {CertificateBlock.MaxCertificates} certificates")
            : null;
    }

    private static Parsed<CertificateBlock> Block(Sb2Request request)
    {
        var certificates = new List<RsaCertificate>();
        foreach (var der in request.Certificates)
        {
            if (!RsaCertificate.Parse(der).Try(out var certificate, out var fault))
                return fault;
            certificates.Add(certificate);
        }

        var block = new CertificateBlock(request.BuildNumber, 0, certificates, request.RootKeys);
        block = block with { ImageLength = (uint)(Sb2Format.CertificateBlockOffset + block.Length) };
        return block.CheckChain() is { } broken ? broken : block;
    }

    private static Parsed<List<SectionPlace>> Place(IReadOnlyList<Sb2Section> sections, int offset)
    {
        var places = new List<SectionPlace>();
        foreach (var section in sections)
        {
            long blocks = section.Commands.Sum(c => (long)c.Blocks);
            if (section.MacCount < 1 || section.MacCount > blocks || sections.Sum(s => (long)s.MacCount) > ushort.MaxValue)
                return Sb2Faults.Request.Because($"section {section.Id} cannot have {section.MacCount} authentication codes");
            ushort flags = places.Count == sections.Count - 1 ? (ushort)(Sb2Section.Bootable | Sb2Section.Last) : Sb2Section.Bootable;
            var place = new SectionPlace(offset, new(Sb2CommandTag.Tag, flags, section.Id, (uint)blocks, (uint)section.MacCount));
            if (place.LongEnd > Sb2Format.MaxLength)
                return Sb2Faults.Request.Because($"the file would be longer than {Sb2Format.MaxLength} bytes");
            places.Add(place);
            offset = place.End;
        }

        return places;
    }
}
