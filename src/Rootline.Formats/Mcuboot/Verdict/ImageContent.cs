using Rootline.Core.Secrets;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The rules of what the image holds: digest, signatures, and each TLV in its order (bootutil_img_validate).</summary>
internal sealed class ImageContent
{
    private readonly LoaderConfiguration _loader;
    private readonly Findings _findings;
    private readonly HashedRegion _region;
    private byte[]? _whole;
    private int _digests;
    private int _pures;

    private ImageContent(LoaderConfiguration loader, Findings findings, HashedRegion region)
    {
        (_loader, _findings, _region) = (loader, findings, region);
        Digest = region.Digest(loader.Digest);
    }

    /// <summary>The digest of the content.</summary>
    public byte[] Digest { get; }

    /// <summary>The last good signature over the image itself.</summary>
    public byte[]? PureSignature { get; private set; }

    /// <summary>The keys under which good signatures were seen.</summary>
    public IReadOnlyList<PublicKeyBytes> Signers { get; private set; } = [];

    /// <summary>Judges the content.</summary>
    /// <param name="image">The image.</param>
    /// <param name="header">Its header.</param>
    /// <param name="tlvs">Its areas.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static ImageContent Judge(ImageBytes image, ImageHeader header, ImageTlvs tlvs, LoaderConfiguration loader, Findings findings)
    {
        using Secret? key = ContentKeyRules.Judge(header, tlvs, loader, findings);
        var content = new ImageContent(loader, findings, new HashedRegion(image, header, loader.Decrypts ? key : null));
        content.Entries(tlvs);
        DecompressionRules.Judge(header, tlvs, loader, content.Signers, findings);
        return content;
    }

    private void Entries(ImageTlvs tlvs)
    {
        var areas = new AreaRules(_loader, _findings);
        var device = new DeviceRules(_loader, _findings);
        var signatures = _loader.Signature is null ? null : new SignatureRules(_loader, Verify, _findings);
        foreach (var (entry, isProtected) in tlvs.All)
        {
            areas.Judge(entry.Type, isProtected);
            if (isProtected)
                device.Judge(entry);
            else
                Open(entry, signatures);
        }

        End(signatures);
        device.End();
    }

    private void Open(TlvEntry entry, SignatureRules? signatures)
    {
        if (entry.Type == _loader.Digest.Tlv())
            Compare(entry.Value.Span);
        else if (entry.Type.IsDigest())
            CompareOther(ImageDigests.Of(entry.Type)!.Value, entry);
        else if (entry.Type == TlvType.SignaturePure)
            SaysPure(entry.Value.Span);
        else if (signatures is not null)
            signatures.Judge(entry);
        else if (entry.Type.IsSignature())
            _findings.Remark($"{AreaRules.Text(entry.Type)} is not verified: the loader verifies no signatures");
    }

    private void Compare(ReadOnlySpan<byte> value)
    {
        if (value.Length != Digest.Length)
            _findings.Break(BootRules.Digest, $"the digest has {value.Length} bytes, not {Digest.Length}");
        else if (!value.SequenceEqual(Digest))
            _findings.Break(BootRules.Digest, $"the image says the digest {Convert.ToHexStringLower(value)}; its content has {Convert.ToHexStringLower(Digest)}");
        if (++_digests == 2)
            _findings.Remark("the digest stands more than once");
    }

    // The loader skips digests of other kinds. One that is wrong was changed: it is not skipped here.
    private void CompareOther(ImageDigest algorithm, TlvEntry entry)
    {
        if (entry.Value.Span.SequenceEqual(_region.Digest(algorithm)))
            _findings.Remark($"{AreaRules.Text(entry.Type)} is of a kind that the loader does not look at");
        else
            _findings.Break(BootRules.Digest, $"{AreaRules.Text(entry.Type)} is not the digest of the content");
    }

    private void SaysPure(ReadOnlySpan<byte> value)
    {
        _pures++;
        if (!_loader.Pure)
            _findings.Break(BootRules.Pure, "the signature is over the image; the loader verifies signatures over the digest");
        else if (value is not [1])
            _findings.Break(BootRules.Pure, $"SIG_PURE has {value.Length} bytes, or another value than 1");
    }

    private void End(SignatureRules? signatures)
    {
        if (_digests == 0)
            _findings.Break(BootRules.DigestPresent, $"there is no {_loader.Digest.Name()} digest");
        if (_loader.Pure && _pures != 1)
            _findings.Break(BootRules.Pure, _pures == 0 ? "the signature is over the digest; the loader verifies signatures over the image" : "SIG_PURE stands more than once");
        signatures?.End();
        Signers = signatures?.Signers ?? [];
    }

    private bool Verify(PublicKeyBytes key, ReadOnlyMemory<byte> signature)
    {
        if (!_loader.Pure)
            return ImageSignature.Verify(key, _loader.Digest, Digest, signature.Span, _loader.Form);
        if (!ImageSignature.VerifyPure(key, _whole ??= _region.Whole(), signature.Span))
            return false;
        PureSignature = signature.ToArray();
        return true;
    }
}
