using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport.Images;

namespace Rootline.Faults.Skips.Boot;

/// <summary>Good and bad images of one kind of signature, digest and encryption, and the boot code that takes the good ones.</summary>
internal sealed class KindOfImage
{
    private const int PayloadLength = 700;
    private const int Header = 0x40;

    // Of a DER signature a byte of r, not of its form: r and s alone decide.
    private const int InsideR = 10;
    private readonly TestSigner _owner;
    private readonly TestSigner _other;
    private readonly ContentKeyRecipient? _recipient;

    private KindOfImage(string name, SignatureKind kind, BootCode code, ContentKeyRecipient? recipient)
    {
        (Name, _owner, _other, _recipient) = (name, new(kind, 1), new(kind, 2), recipient);
        Code = code with { Signature = kind, Keys = [_owner.PublicKey] };
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The boot code.</summary>
    public BootCode Code { get; }

    /// <summary>Whether its images are encrypted, which only updates are.</summary>
    public bool IsEncrypted => _recipient is not null;

    /// <summary>Every kind that P-256 with SHA-256 in clear is not.</summary>
    /// <param name="rules">What the boot code demands beside.</param>
    public static IEnumerable<KindOfImage> Others(BootRuleSet rules)
    {
        var code = new BootCode { Rules = rules };
        yield return new("RSA-2048", SignatureKind.Rsa2048Pss, code, null);
        yield return new("RSA-3072", SignatureKind.Rsa3072Pss, code, null);
        yield return new("P-384", SignatureKind.EcdsaP384, code with { Digest = ImageDigest.Sha384 }, null);
        yield return new("Ed25519", SignatureKind.Ed25519, code, null);
        yield return new("pure Ed25519", SignatureKind.Ed25519, code with { Digest = ImageDigest.Sha512, Rules = rules | BootRuleSet.Pure }, null);
        yield return new("padded P-256", SignatureKind.EcdsaP256, code with { Rules = rules | BootRuleSet.PaddedSignatures }, null);
        foreach (var (name, tlv, kind, key, recipient) in Encryptions())
            yield return new($"encrypted by {name}", kind, code with { ContentKey = key, ContentKeyTlv = tlv }, recipient);
    }

    /// <summary>A good image.</summary>
    /// <param name="version">Its major version.</param>
    public byte[] Good(byte version) => Make(version, _owner).File;

    /// <summary>A good image in clear.</summary>
    /// <param name="version">Its major version.</param>
    public byte[] InClear(byte version) => Make(version, _owner, recipient: null).File;

    /// <summary>Bad ones, by what is bad.</summary>
    /// <param name="version">Their major version.</param>
    public IEnumerable<(string Name, byte[] File)> Bad(byte version)
    {
        var (file, image) = Make(version, _owner);
        byte[] signature = image.Signatures[0].ToArray();
        int signatureAt = file.AsSpan().LastIndexOf(signature), digestAt = file.AsSpan().IndexOf(image.Digest.Span);
        yield return ("altered payload", Changed(file, 0x100));
        // A pure signature is over the image itself: a loader that takes one does not look at the digest.
        if (!Code.Demands(BootRuleSet.Pure))
            yield return ("altered digest", Changed(file, digestAt + 3));
        yield return ("altered signature", Changed(file, signatureAt + InsideR));
        yield return ("another key's signature", Replaced(file, signatureAt, Make(version, _other).Image.Signatures[0].Span));
        yield return ("signed by another key", Make(version, _other).File);
        yield return ("unsigned", Make(version, null).File);
        if (IsEncrypted)
            yield return ("altered content key", Changed(file, file.Length - 5));
        else
            yield return ("altered payload with its digest", WithDigest(Changed(file, 0x100), digestAt));
    }

    private static IEnumerable<(string Name, TlvType Tlv, SignatureKind Kind, byte[] Key, ContentKeyRecipient Recipient)> Encryptions()
    {
        byte[] kek = new SeededEntropy(51).Bytes(16);
        yield return ("AES-KW", TlvType.EncryptedKeyWrap, SignatureKind.EcdsaP256, kek, ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(kek)).OrThrow());
        var p256 = P256PrivateKey.Generate(new SeededEntropy(52));
        yield return ("ECIES-P256", TlvType.EncryptedP256, SignatureKind.EcdsaP256, Pkcs8(PrivateKey.FromScalar(KeyKind.EcP256, p256.Scalar)!), ContentKeyRecipient.Of(p256.PublicKey));
        byte[] seed = new SeededEntropy(53).Bytes(X25519.Length);
        yield return ("ECIES-X25519", TlvType.EncryptedX25519, SignatureKind.Ed25519, Pkcs8(PrivateKey.FromRaw(KeyKind.X25519, seed)!), ContentKeyRecipient.OfX25519(X25519.PublicOf(seed), ImageDigest.Sha256).OrThrow());
        var rsa = RSA.Create(2048);
        yield return ("RSA-OAEP", TlvType.EncryptedRsa2048, SignatureKind.Rsa2048Pss, rsa.ExportRSAPrivateKey(), ContentKeyRecipient.Of(rsa).OrThrow());
    }

    private static byte[] Pkcs8(PrivateKey key)
    {
        using (key)
        using (var der = PrivateKeyForms.Pkcs8(key))
            return der.Span.ToArray();
    }

    private (byte[] File, SignedImage Image) Make(byte version, TestSigner? signer) => Make(version, signer, _recipient);

    private (byte[] File, SignedImage Image) Make(byte version, TestSigner? signer, ContentKeyRecipient? recipient)
    {
        var payload = new byte[PayloadLength];
        for (int i = 0; i < payload.Length; i++)
            payload[i] = (byte)(i * 7);
        var output = new MemoryStream();
        var image = ImageWriter.Write(
            new()
            {
                Version = new(version, 0, 0, 0),
                HeaderSize = Header,
                PadHeader = true,
                Digest = Code.Demands(BootRuleSet.Pure) && signer is not null ? null : Code.Digest,
                SecurityCounter = new SecurityCounter(9),
                Signers = signer is null ? [] : [new(signer)],
                Pure = Code.Demands(BootRuleSet.Pure) && signer is not null,
                PadSignature = Code.Demands(BootRuleSet.PaddedSignatures),
                Encryption = recipient is null ? null : new(recipient),
            },
            ImagePayload.Of(payload),
            output,
            new SeededEntropy(54));
        return (output.ToArray(), image);
    }

    private static byte[] Changed(byte[] file, int at)
    {
        byte[] changed = [.. file];
        changed[at] ^= 1;
        return changed;
    }

    // ECDSA signatures differ in length: what does not fit is cut, what is missing stays.
    private static byte[] Replaced(byte[] file, int at, ReadOnlySpan<byte> signature)
    {
        byte[] changed = [.. file];
        signature[..Math.Min(signature.Length, file.Length - at)].CopyTo(changed.AsSpan(at));
        return changed;
    }

    private byte[] WithDigest(byte[] file, int digestAt)
    {
        int hashed = digestAt - TlvEntry.HeaderLength - TlvArea.InfoLength;
        CryptographicOperations.HashData(Code.Digest.Algorithm(), file.AsSpan(0, hashed), file.AsSpan(digestAt));
        return file;
    }
}
