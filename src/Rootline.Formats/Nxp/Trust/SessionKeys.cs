using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// The keys of one provisioning session: AES-CMAC(key = ECDH shared X as AES-256 key, message = constant), 16 bytes each.
/// Source: nxp-trust-provisioning 4.6 step 6.
/// </summary>
public sealed class SessionKeys : IDisposable
{
    private SessionKeys(Secret keyWrap, Secret encryption, Secret mac) => (KeyWrap, Encryption, Mac) = (keyWrap, encryption, mac);

    /// <summary>Wraps the KEKs where key wrapping is on, 16 bytes.</summary>
    public Secret KeyWrap { get; }

    /// <summary>Encrypts the inner container, 16 bytes.</summary>
    public Secret Encryption { get; }

    /// <summary>Authenticates the ciphertext, 16 bytes.</summary>
    public Secret Mac { get; }

    /// <summary>Derives the keys.</summary>
    /// <param name="shared">X coordinate of the shared point, 32 bytes.</param>
    /// <param name="constants">The profile's constants.</param>
    public static SessionKeys Derive(ReadOnlySpan<byte> shared, SessionConstants constants) =>
        new(One(shared, constants.KeyWrap), One(shared, constants.Encryption), One(shared, constants.Mac));

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        KeyWrap.Dispose();
        Encryption.Dispose();
        Mac.Dispose();
    }

    private static Secret One(ReadOnlySpan<byte> shared, ReadOnlyMemory<byte> constant)
    {
        var key = new Secret(AesCmac.Length);
        AesCmac.Compute(shared, constant.Span, key.Span);
        return key;
    }
}
