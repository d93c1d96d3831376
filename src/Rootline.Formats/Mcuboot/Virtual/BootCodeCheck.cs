using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Virtual;

/// <summary>Whether the parts of boot code go together, as a build would tell.</summary>
internal static class BootCodeCheck
{
    private const BootRuleSet Known = (BootRuleSet)((1 << 11) - 1);

    /// <summary>Judges boot code.</summary>
    /// <param name="code">The boot code.</param>
    public static Parsed<BootCode> Of(BootCode code)
    {
        string? reason = Shape(code) ?? Keys(code) ?? Encryption(code);
        return reason is null ? code : LoaderFaults.BootCode.Fault(reason);
    }

    private static string? Shape(BootCode code) => code switch
    {
        _ when !Enum.IsDefined(code.Mode) || !Enum.IsDefined(code.Digest) || !Enum.IsDefined(code.KeySource)
            || (code.Signature is { } kind && !Enum.IsDefined(kind)) => "a mode, digest, signature or key source is none of this version",
        _ when code.Signature?.IsPkcs1() == true => "images are not signed by PKCS #1 v1.5",
        _ when (code.Rules & ~Known) != 0 => "a rule is none of this version",
        { Images: < 1 or > BootCode.MaxImages } => $"there are 1 to {BootCode.MaxImages} images, not {code.Images}",
        { KeysPerImage: < 1 or > 2 } => $"an image has one or two keys, not {code.KeysPerImage}",
        { MaxAlign: not (8 or 16 or 32) } => $"a field of a trailer has 8, 16 or 32 bytes, not {code.MaxAlign}",
        _ when code.Images * code.KeysPerImage > BootCode.MaxImages => $"one-time memory holds {BootCode.MaxImages} keys; {code.Images} images with {code.KeysPerImage} keys need more",
        _ when code.Demands(BootRuleSet.Pure) && code.Signature != SignatureKind.Ed25519 => "only Ed25519 signs the image itself (pure)",
        _ => null,
    };

    private static string? Keys(BootCode code)
    {
        if (code.Signature is not { } kind)
            return code.Keys.Count == 0 && code.Rotpks.Count == 0 ? null : "there are keys and no signature that they verify";
        if (kind != SignatureKind.Ed25519 && !ImageDigests.Choose(kind, wanted: code.Digest).Ok)
            return $"a key of the kind {kind} does not go with {code.Digest.Name()}";
        if (code.Keys.Any(k => k.Kind != kind))
            return "a key of the list is of another kind than the signature";
        if (code.KeySource == BootKeySource.BuiltIn)
            return code.Keys.Count is >= 1 and <= BootCode.MaxKeys ? null : $"the list holds 1 to {BootCode.MaxKeys} keys, not {code.Keys.Count}";
        if (code.KeySource == BootKeySource.RotpkRaw && Tfm.Rotpk.RawLength(kind) is null)
            return "one-time memory holds raw keys of P-256 and P-384 only";
        if (code.Keys.Count != 0 || code.Rotpks.Count > code.Images * code.KeysPerImage)
            return "there are more keys than images have";
        return code.Rotpks.All(r => r.Length == code.RotpkLength) ? null : $"a root of trust public key has {code.RotpkLength} bytes here";
    }

    private static string? Encryption(BootCode code)
    {
        if (code.ContentKey.IsEmpty != (code.ContentKeyTlv is null))
            return "a content key and the type of its TLV go together";
        if (code.ContentKeyLength is not (16 or 32))
            return $"a content key has 16 or 32 bytes, not {code.ContentKeyLength}";
        return code.ContentKeyTlv is not { } type || type.IsContentKey() ? null : "the type of the content key's TLV is none for content keys";
    }
}
