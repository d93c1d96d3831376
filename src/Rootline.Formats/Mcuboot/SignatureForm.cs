namespace Rootline.Formats.Mcuboot;

/// <summary>How strictly the bytes of an ECDSA signature are read.</summary>
public enum SignatureForm
{
    /// <summary>The one minimal DER form and nothing after it: what every loader accepts.</summary>
    Strict,

    /// <summary>
    /// Zero bytes may follow the DER, as the signing tool appends them with <c>--pad-sig</c> for loaders older than 1.5. Loaders built
    /// with Mbed TLS refuse them.
    /// </summary>
    PaddedWithZeros,
}
