namespace Rootline.Formats.Psa.Cose;

/// <summary>The two envelopes of tokens; the numbers are their CBOR tags. Source: RFC 9052 2.</summary>
public enum CoseKind
{
    /// <summary>COSE_Mac0: a MAC with a key that both sides know.</summary>
    Mac0 = 17,

    /// <summary>COSE_Sign1: one signature.</summary>
    Sign1 = 18,
}
