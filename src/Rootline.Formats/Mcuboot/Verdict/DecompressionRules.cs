namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>What a compressed image says about what will come out of it. It is not decompressed here.</summary>
internal static class DecompressionRules
{
    /// <summary>Judges the entries of a compressed image.</summary>
    /// <param name="header">The header.</param>
    /// <param name="tlvs">The areas.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="signers">The keys under which good signatures of the image were seen.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Judge(ImageHeader header, ImageTlvs tlvs, LoaderConfiguration loader, IReadOnlyList<PublicKeyBytes> signers, Findings findings)
    {
        if ((header.Flags & ImageFlags.Compressed) == 0 || !loader.Decompression)
            return;
        Length(Value(tlvs, TlvType.DecompressedSize), TlvType.DecompressedSize, sizeof(uint), findings);
        if ((header.Flags & ImageFlags.Encrypted) != 0)
            Length(Value(tlvs, TlvType.CompressedSize), TlvType.CompressedSize, sizeof(uint), findings);
        var digest = Value(tlvs, TlvType.DecompressedDigest);
        Length(digest, TlvType.DecompressedDigest, loader.Digest.Length(), findings);
        findings.Remark("the payload was not decompressed: that its content has the digest it announces is not judged");
        if (loader.Signature is null)
            return;
        var signatures = tlvs.Protected?.Entries.Where(e => e.Type == TlvType.DecompressedSignature).ToList() ?? [];
        if (signatures.Count == 0)
            findings.Break(BootRules.Decompression, "there is no signature of the decompressed image (DECOMP_SIGNATURE)");
        else if (!loader.Pure && digest is { } value && signers.Any(key => !signatures.Any(s => ImageSignature.Verify(key, loader.Digest, value.Span, s.Value.Span, loader.Form))))
            findings.Break(BootRules.Decompression, "no DECOMP_SIGNATURE is a good signature of DECOMP_SHA under a key that signed the image");
    }

    private static ReadOnlyMemory<byte>? Value(ImageTlvs tlvs, TlvType type) => tlvs.Protected?.Entries.FirstOrDefault(e => e.Type == type)?.Value;

    private static void Length(ReadOnlyMemory<byte>? value, TlvType type, int length, Findings findings)
    {
        if (value is null)
            findings.Break(BootRules.Decompression, $"{AreaRules.Text(type)} is missing");
        else if (value.Value.Length != length)
            findings.Break(BootRules.Decompression, $"{AreaRules.Text(type)} has {value.Value.Length} bytes, not {length}");
    }
}
