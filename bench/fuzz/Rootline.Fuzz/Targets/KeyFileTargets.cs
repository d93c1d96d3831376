using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Files.Keys;

namespace Rootline.Fuzz.Targets;

/// <summary>Keys and certificates as files.</summary>
internal static class KeyFileTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("key-private", Private, Keys, 512),
        new("key-public", Public, () => [.. Keys(), .. Certificates()]),
        new("key-certificate", Certificate, Certificates),
        new("key-kek", Kek, () => [Encoding.ASCII.GetBytes(new string('a', 64) + "\n")], 128),
        new("key-rsa", Rsa, RsaKeys, 2048),
        new("private-key-any", PrivateOfAnyKind, AnyKeys, 2048),
        new("public-key-any", PublicOfAnyKind, () => [.. AnyKeys(), .. Certificates()], 2048),
        new("ecdsa-der", Signature, () => [EcdsaSignatureForm.ToDer(Samples.Bytes("signature", 64))], 96),
    ];

    private static bool Private(byte[] input)
    {
        if (!KeyFile.ReadPrivate(input).Try(out var key, out _))
            return false;
        using (key)
        {
            byte[] written = Samples.Take(KeyFile.WritePrivate(key));
            using var again = KeyFile.ReadPrivate(written).OrThrow();
            return Canonical.Demand(key.Scalar, again.Scalar);
        }
    }

    private static bool Public(byte[] input)
    {
        if (!KeyFile.ReadPublic(input).Try(out var key, out _))
            return false;
        using (key)
        {
            using var again = KeyFile.ReadPublic(KeyFile.WritePublic(key)).OrThrow();
            return Canonical.Demand(key.Raw, again.Raw);
        }
    }

    private static bool Certificate(byte[] input) => KeyFile.ReadCertificate(input).Try(out var der, out _) && der.Length > 0;

    private static bool Kek(byte[] input)
    {
        if (!KeyFile.ReadKek(input).Try(out var kek, out _))
            return false;
        using (kek)
        using (var text = SecretText.ToHex(kek.Span))
            return text.Length == 64;
    }

    private static bool Rsa(byte[] input)
    {
        if (!KeyFile.ReadRsa(input).Try(out var key, out _))
            return false;
        key.Dispose();
        return true;
    }

    private static bool PrivateOfAnyKind(byte[] input)
    {
        if (!PrivateKeyFile.Read(input, () => Secret.CopyOf("password"u8)).Try(out var key, out _))
            return false;
        using (key)
        {
            byte[] written = Samples.Take(PrivateKeyFile.Write(key));
            using var again = PrivateKeyFile.Read(written, null).OrThrow();
            return Canonical.Demand(key.Raw, again.Raw);
        }
    }

    private static bool PublicOfAnyKind(byte[] input) => PublicKeyFile.Read(input, () => Secret.CopyOf("password"u8)).Try(out var key, out _)
        && Canonical.Demand(key.Spki, PublicKeyFile.Read(PublicKeyFile.Write(key), null).OrThrow().Spki);

    private static bool Signature(byte[] input)
    {
        var raw = new byte[P256.SignatureLength];
        return EcdsaSignatureForm.TryToRaw(input, raw) && Canonical.Demand(input, EcdsaSignatureForm.ToDer(raw));
    }

    private static IEnumerable<byte[]> Keys()
    {
        using var key = Samples.Key("file");
        yield return Samples.Take(KeyFile.WritePrivate(key));
        yield return KeyFile.WritePublic(key.PublicKey);
        yield return Samples.Take(key.ToPkcs8());
        yield return key.PublicKey.ToSpki();
        yield return [4, .. key.PublicKey.Raw];
    }

    private static IEnumerable<byte[]> AnyKeys()
    {
        foreach (byte[] file in Keys().Take(2))
            yield return file;
        foreach (var kind in (KeyKind[])[KeyKind.EcP384, KeyKind.Ed25519, KeyKind.X25519])
        {
            yield return TestSupport.KeySamples.File(kind);
            using var key = TestSupport.KeySamples.Of(kind);
            yield return PublicKeyFile.Write(key.PublicKey);
        }

        using var locked = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var terms = new System.Security.Cryptography.PbeParameters(
            System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1);
        yield return Encoding.ASCII.GetBytes(locked.ExportEncryptedPkcs8PrivateKeyPem("password"u8, terms));
    }

    private static IEnumerable<byte[]> Certificates()
    {
        byte[] der = Samples.Certificate("CN=file");
        yield return der;
        yield return Samples.Take(PemText.Encode("CERTIFICATE", der));
    }

    private static IEnumerable<byte[]> RsaKeys()
    {
        using var key = Core.Crypto.RsaKeys.Generate(new SystemEntropy());
        yield return Samples.Take(PemText.Encode("PRIVATE KEY", key.ExportPkcs8PrivateKey()));
    }
}
