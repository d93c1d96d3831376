using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot.Dump;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>
/// What an image says of the loader that it was made for. A loader is one thing and not another, and whoever judges for a certain
/// device knows which; this serves where nobody said.
/// </summary>
/// <param name="Order">The byte order.</param>
/// <param name="Pure">Whether the signature is over the image.</param>
/// <param name="HasKey">Whether it carries its whole public key.</param>
/// <param name="HasIdOnly">Whether it names its key by an id alone.</param>
/// <param name="IsEncrypted">Whether the payload is encrypted.</param>
/// <param name="Digests">The digests that stand in it.</param>
/// <param name="Signature">The kind of its first signature, an ECDSA one by the digest; null for none.</param>
public sealed record ImageTraits(ImageByteOrder Order, bool Pure, bool HasKey, bool HasIdOnly, bool IsEncrypted, IReadOnlyList<ImageDigest> Digests, SignatureKind? Signature)
{
    /// <summary>Looks at an image; of one that cannot be read nothing is known.</summary>
    /// <param name="source">A stream that can seek.</param>
    public static ImageTraits Of(Stream source)
    {
        source.Position = 0;
        Span<byte> magic = stackalloc byte[4];
        int length = source.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        var order = ImageHeader.OrderOf(magic[..length]) ?? ImageByteOrder.Little;
        if (!ImageDump.Read(source, "image").Try(out var dump, out _))
            return new(order, false, false, false, false, [], null);
        bool hasKey = Has(dump, TlvType.PublicKey);
        bool hasHash = Has(dump, TlvType.KeyHash);
        return new(
            order,
            Has(dump, TlvType.SignaturePure),
            hasKey && !hasHash,
            Has(dump, TlvType.KeyId) && !hasKey && !hasHash,
            (dump.Header.Flags & ImageFlags.Encrypted) != 0,
            DigestsOf(dump),
            KindOf(dump));
    }

    /// <summary>The digest algorithm of the loader: what its kind of signature fixes, else what the image has.</summary>
    /// <param name="signature">The kind of signature; null for none.</param>
    public ImageDigest DigestFor(SignatureKind? signature) => signature switch
    {
        _ when Pure => ImageDigest.Sha512,
        SignatureKind.EcdsaP384 => ImageDigest.Sha384,
        SignatureKind.EcdsaP256 or SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss => ImageDigest.Sha256,
        _ => Digests.Contains(ImageDigest.Sha256) || Digests.Count == 0 ? ImageDigest.Sha256 : Digests[0],
    };

    private static bool Has(ImageDump dump, TlvType type) => dump.Unprotected.Entries.Any(e => e.Type == type);

    private static List<ImageDigest> DigestsOf(ImageDump dump)
    {
        List<ImageDigest> digests = [];
        foreach (var entry in dump.Unprotected.Entries)
        {
            if (ImageDigests.Of(entry.Type) is { } digest)
                digests.Add(digest);
        }

        return digests;
    }

    private static SignatureKind? KindOf(ImageDump dump) => dump.Unprotected.Entries.FirstOrDefault(e => e.Type.IsSignature())?.Type switch
    {
        TlvType.Rsa2048Pss => SignatureKind.Rsa2048Pss,
        TlvType.Rsa3072Pss => SignatureKind.Rsa3072Pss,
        TlvType.EcdsaSignature => Has(dump, TlvType.Sha384) ? SignatureKind.EcdsaP384 : SignatureKind.EcdsaP256,
        TlvType.Ed25519 => SignatureKind.Ed25519,
        _ => null,
    };
}
