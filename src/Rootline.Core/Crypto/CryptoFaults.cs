using Rootline.Core.Faults;

namespace Rootline.Core.Crypto;

/// <summary>Faults of the libraries that the cryptography stands on.</summary>
public static class CryptoFaults
{
    /// <summary>Ed25519 and X25519 stand on libcrypto.</summary>
    public static readonly FaultCode NoLibCrypto = new(
        "crypto-library", Party.Station, "the library libcrypto.so.3 of OpenSSL, on which Ed25519 and X25519 stand, is not there", "install OpenSSL 3 (package libssl3), or use keys of another kind");
}
