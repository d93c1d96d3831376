using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;

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
