using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.TestSupport.Images;

/// <summary>Random sets of options that go together, with the loader that takes what is made of them.</summary>
internal sealed class RandomRecipe : IDisposable
{
    private readonly EntropySource _entropy;
    private readonly Dictionary<SignatureKind, TestSigner[]> _signers = TestSigner.Kinds.ToDictionary(k => k, k => new TestSigner[] { new(k, 1), new(k, 2) });
    private readonly List<(ContentKeyRecipient Recipient, ContentKeyOwner Owner, int Length)> _encryption = [];

    /// <summary>Makes the keys.</summary>
    /// <param name="entropy">Everything but the keys of RSA and ECDSA is drawn from it.</param>
    public RandomRecipe(EntropySource entropy)
    {
        _entropy = entropy;
        var rsa = RSA.Create(2048);
        var p256 = P256PrivateKey.Generate(entropy);
        byte[] x25519 = entropy.Bytes(X25519.Length);
        foreach (int length in (int[])[16, 32])
        {
            byte[] kek = entropy.Bytes(length);
            _encryption.Add((ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(kek)).OrThrow(), ContentKeyOwner.OfKeyWrap(Secret.CopyOf(kek)), length));
            _encryption.Add((ContentKeyRecipient.Of(rsa).OrThrow(), ContentKeyOwner.Of(rsa), length));
            _encryption.Add((ContentKeyRecipient.Of(p256.PublicKey), ContentKeyOwner.Of(p256), length));
            foreach (var digest in (ImageDigest[])[ImageDigest.Sha256, ImageDigest.Sha512])
                _encryption.Add((ContentKeyRecipient.OfX25519(X25519.PublicOf(x25519), digest).OrThrow(), ContentKeyOwner.OfX25519(Secret.CopyOf(x25519)), length));
        }
    }

    /// <summary>A number below a bound.</summary>
    public int Below(int bound) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(_entropy.Bytes(4)) % (uint)bound);

    /// <summary>True once in so many times.</summary>
    public bool Once(int times) => Below(times) == 0;

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int length) => _entropy.Bytes(length);

    /// <summary>Draws a set of options.</summary>
    public (ImageRecipe Recipe, LoaderConfiguration Loader) Draw()
    {
        var kind = _signers.Keys.ElementAt(Below(_signers.Count));
        bool pure = kind == SignatureKind.Ed25519 && Once(3);
        var digest = pure || (kind == SignatureKind.Ed25519 && Once(3)) ? ImageDigest.Sha512 : kind == SignatureKind.EcdsaP384 ? ImageDigest.Sha384 : ImageDigest.Sha256;
        bool ids = Once(4);
        var signers = _signers[kind].Take(Once(4) ? 2 : 1).Select((s, i) => new ImageSigning(s, ids ? (uint)(7 + i) : null)).ToList();
        var order = (ImageByteOrder)Below(2);
        var form = ids && Once(2) ? PublicKeyForm.IdOnly : (PublicKeyForm)Below(2);
        var recipe = new ImageRecipe
        {
            Version = new((byte)Below(256), (byte)Below(256), (ushort)Below(65536), (uint)Below(int.MaxValue)),
            HeaderSize = 32 + (Below(4) * 96),
            PadHeader = true,
            ErasedValue = Once(2) ? (byte)0xFF : (byte)0,
            Order = order,
            LoadAddress = Once(4) ? (uint)Below(int.MaxValue) : 0,
            NonBootable = Once(8),
            SecurityCounter = Once(2) ? new SecurityCounter((uint)Below(1000)) : null,
            BootRecordType = Once(3) ? "SPE" : null,
            Dependencies = Once(3) ? [new((byte)Below(4), new(1, 2, 3, 4))] : [],
            VendorId = Once(3) ? ImageUuid.Parse(Bytes(16)).OrThrow() : null,
            ClassId = Once(3) ? ImageUuid.Parse(Bytes(16)).OrThrow() : null,
            CustomTlvs = Once(3) ? [new((TlvType)0xA1, Bytes(Below(20)))] : [],
            Digest = kind == SignatureKind.Ed25519 && !pure ? digest : null,
            Signers = signers,
            KeyForm = form,
            Pure = pure,
            PadSignature = Once(4),
            Slot = Once(3) ? new ImageSlot(0x8000) { Align = 1 << Below(6), MaxSectors = 16, Padding = (SlotPadding)Below(4) } : null,
            Compression = signers.Count == 1 && Once(6) ? ImageCompression.Lzma2 : ImageCompression.None,
        };
        recipe = recipe with { Encryption = Encryption(kind, out var owner) };
        return (recipe, Loader(recipe, digest, owner));
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        foreach (var signer in _signers.Values.SelectMany(s => s))
            signer.Dispose();
        foreach (var (recipient, owner, _) in _encryption)
        {
            recipient.Dispose();
            owner.Dispose();
        }
    }

    private ImageEncryption? Encryption(SignatureKind kind, out ContentKeyOwner? owner)
    {
        owner = null;
        if (!Once(3))
            return null;
        var fitting = _encryption.Where(e => (kind, e.Recipient.Tlv) switch
        {
            (SignatureKind.Ed25519, _) or (_, TlvType.EncryptedKeyWrap) => true,
            (SignatureKind.EcdsaP256, TlvType.EncryptedP256) => true,
            (SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss, TlvType.EncryptedRsa2048) => true,
            _ => false,
        }).ToList();
        var (recipient, own, length) = fitting[Below(fitting.Count)];
        owner = own;
        return new(recipient) { KeyLength = length, Clear = Once(4) };
    }

    private static LoaderConfiguration Loader(ImageRecipe recipe, ImageDigest digest, ContentKeyOwner? owner)
    {
        List<LoaderKey> keys = [.. recipe.Signers.Select(s => new LoaderKey(((TestSigner)s.Signer).PublicKey, s.KeyId))];
        return new()
        {
            Order = recipe.Order,
            Signature = recipe.Signers[0].Signer.Kind,
            KeyMode = recipe.KeyForm switch
            {
                PublicKeyForm.Hash => KeyMode.BuiltIn,
                PublicKeyForm.Full => KeyMode.InImage,
                _ => KeyMode.ById,
            },
            Keys = keys,
            AllKeys = true,
            KeyHashes = [.. keys.Select(k => k.Key.Hash(digest))],
            Digest = digest,
            Pure = recipe.Pure,
            Form = recipe.PadSignature ? SignatureForm.PaddedWithZeros : SignatureForm.Strict,
            AllowList = true,
            ContentKeys = owner,
            Slot = recipe.Encryption is { Clear: false } ? LoaderSlot.Secondary : LoaderSlot.Primary,
            StoredCounter = recipe.SecurityCounter?.Value,
            VendorId = recipe.VendorId?.Bytes.ToArray(),
            ClassId = recipe.ClassId?.Bytes.ToArray(),
            Decompression = recipe.Compression != ImageCompression.None,
            DataImage = recipe.NonBootable,
        };
    }
}
