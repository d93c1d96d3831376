namespace Rootline.Oem.Custody;

/// <summary>How a signer shall sign where its key leaves a choice.</summary>
public sealed record SignerTerms
{
    /// <summary>RSA by PKCS #1 v1.5 (SB2 files) in place of PSS (images).</summary>
    public bool Pkcs1 { get; init; }

    /// <summary>
    /// ECDSA with the nonce of RFC 6979: the same signature each time. Keys in files only; its arithmetic is not constant in
    /// time, so it is for reproducible builds on a machine that nobody else measures.
    /// </summary>
    public bool Deterministic { get; init; }
}
