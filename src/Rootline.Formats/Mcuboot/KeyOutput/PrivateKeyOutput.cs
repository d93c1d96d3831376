using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Formats.Mcuboot.KeyOutput;

/// <summary>A private key in the forms that go into a loader that decrypts images. Source: mcuboot-image section 12.</summary>
public static class PrivateKeyOutput
{
    /// <summary>The key as a C array <c>enc_priv_key</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="form">How it is written.</param>
    public static Parsed<Secret> ToC(PrivateKey key, PrivateKeyForm form)
    {
        if (!Encode(key, form).Try(out var der, out var fault))
            return fault;
        using (der)
            return KeySourceText.C("enc_priv_key", der.Span);
    }

    /// <summary>The key as DER in the form that was asked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="form">How it is written. X25519 has nothing that could be left out, so its minimal form is its form.</param>
    public static Parsed<Secret> Encode(PrivateKey key, PrivateKeyForm form)
    {
        var container = form.Container ?? (key.Kind.IsRsa() ? PrivateKeyContainer.OpenSsl : PrivateKeyContainer.Pkcs8);
        return (key.Kind, container, form.Minimal) switch
        {
            (KeyKind.Rsa2048 or KeyKind.Rsa3072, PrivateKeyContainer.OpenSsl, false) => PrivateKeyForms.Pkcs1(key),
            (KeyKind.Rsa2048 or KeyKind.Rsa3072, PrivateKeyContainer.OpenSsl, true) => PrivateKeyForms.MinimalPkcs1(key),
            (KeyKind.Rsa2048 or KeyKind.Rsa3072, _, _) => KeyOutputFaults.Form.Fault("rsa does not support pkcs8"),
            (KeyKind.EcP256, PrivateKeyContainer.Pkcs8, true) => PrivateKeyForms.MinimalPkcs8(key),
            (KeyKind.EcP256, PrivateKeyContainer.OpenSsl, true) => PrivateKeyForms.MinimalSec1(key),
            (KeyKind.EcP384, _, true) => KeyOutputFaults.Form.Fault("a P-384 key has no minimal form, and no image is encrypted with one"),
            (KeyKind.EcP256 or KeyKind.EcP384 or KeyKind.X25519, PrivateKeyContainer.Pkcs8, _) => PrivateKeyForms.Pkcs8(key),
            (KeyKind.EcP256 or KeyKind.EcP384, _, _) => PrivateKeyForms.Sec1(key),
            (KeyKind.X25519, _, _) => KeyOutputFaults.Form.Fault("x25519 does not support openssl"),
            _ => KeyOutputFaults.Form.Fault($"operation not supported with {key.Kind.Name()} keys: no loader decrypts with one"),
        };
    }
}
