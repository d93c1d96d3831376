namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>Whether a loader would boot an image, and if not, by which rule.</summary>
public sealed record ImageVerdict
{
    private ImageVerdict(IReadOnlyList<Finding> findings) => Findings = findings;

    /// <summary>Whether every rule is kept.</summary>
    public bool Ok => Broken is null;

    /// <summary>The first rule that is broken, in the order of the loader, and by what; null when none is.</summary>
    public Finding? Broken => Findings.FirstOrDefault(f => f.Rule is not null);

    /// <summary>Everything that was seen: broken rules in the order of the loader, and remarks.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The image's version; null where there is no header.</summary>
    public ImageVersion? Version { get; private init; }

    /// <summary>The digest that the image has, computed from its content; null where it could not be.</summary>
    public byte[]? Digest { get; private init; }

    /// <summary>Bytes from the header to the end of the TLVs; null where that cannot be told.</summary>
    public long? Length { get; private init; }

    /// <summary>The keys under which good signatures were seen.</summary>
    public IReadOnlyList<PublicKeyBytes> Signers { get; private init; } = [];

    /// <summary>The last good signature over the image itself; null where signatures are over the digest.</summary>
    public byte[]? PureSignature { get; private init; }

    /// <summary>Judges an image, with memory that does not depend on its size (a pure signature needs the whole image at once).</summary>
    /// <param name="source">The file; a stream that can seek.</param>
    /// <param name="loader">The loader.</param>
    public static ImageVerdict Of(Stream source, LoaderConfiguration loader)
    {
        var findings = new Findings();
        var image = new ImageBytes(source);
        if (HeaderRules.Judge(image, loader, findings) is not { } header)
            return new(findings.All);
        if (findings.Broke(BootRules.HeaderSize) || findings.Broke(BootRules.ImageSize) || findings.Broke(BootRules.ImageComplete))
            return new(findings.All) { Version = header.Version };
        if (AreaReader.Judge(image, header, loader, findings) is not { } tlvs)
            return new(findings.All) { Version = header.Version };
        AreaReader.JudgeRoom(header, tlvs, loader, findings);
        var content = ImageContent.Judge(image, header, tlvs, loader, findings);
        long end = header.TlvOffset + tlvs.TotalLength;
        TailRemarks.Tell(image, end, loader, findings);
        return new(findings.All) { Version = header.Version, Digest = content.Digest, Length = end, Signers = content.Signers, PureSignature = content.PureSignature };
    }
}
