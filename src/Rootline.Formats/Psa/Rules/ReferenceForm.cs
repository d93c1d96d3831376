namespace Rootline.Formats.Psa.Rules;

/// <summary>Which texts a set of rules takes as certification reference. Sources: psa-attestation sections 3.1, 7 and 8.</summary>
public enum ReferenceForm
{
    /// <summary>13 digits, a dash, 5 digits.</summary>
    Rfc,

    /// <summary>13 digits, or these with a dash and 5 digits.</summary>
    EanOrLong,
}
