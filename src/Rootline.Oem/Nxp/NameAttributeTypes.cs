using System.Formats.Asn1;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Attribute types of names: object identifier, string type and longest value (RFC 5280 appendix A.1, X.520). Names are those
/// of the original's configuration (nxp-trust-provisioning 4.3).
/// </summary>
internal static class NameAttributeTypes
{
    private const int LongName = 32_768;

    private static readonly Dictionary<string, NameAttributeType> Types = new(StringComparer.Ordinal)
    {
        [RelativeName.CommonName] = new("2.5.4.3", UniversalTagNumber.UTF8String, 64),
        ["SURNAME"] = new("2.5.4.4", UniversalTagNumber.UTF8String, LongName),
        ["SERIAL_NUMBER"] = new("2.5.4.5", UniversalTagNumber.PrintableString, 64),
        ["COUNTRY_NAME"] = new("2.5.4.6", UniversalTagNumber.PrintableString, 2) { MinLength = 2 },
        ["LOCALITY_NAME"] = new("2.5.4.7", UniversalTagNumber.UTF8String, 128),
        ["STATE_OR_PROVINCE_NAME"] = new("2.5.4.8", UniversalTagNumber.UTF8String, 128),
        ["STREET_ADDRESS"] = new("2.5.4.9", UniversalTagNumber.UTF8String, 128),
        ["ORGANIZATION_NAME"] = new("2.5.4.10", UniversalTagNumber.UTF8String, 64),
        ["ORGANIZATIONAL_UNIT_NAME"] = new("2.5.4.11", UniversalTagNumber.UTF8String, 64),
        ["TITLE"] = new("2.5.4.12", UniversalTagNumber.UTF8String, 64),
        ["BUSINESS_CATEGORY"] = new("2.5.4.15", UniversalTagNumber.UTF8String, 128),
        ["POSTAL_ADDRESS"] = new("2.5.4.16", UniversalTagNumber.UTF8String, LongName),
        ["POSTAL_CODE"] = new("2.5.4.17", UniversalTagNumber.UTF8String, 40),
        ["GIVEN_NAME"] = new("2.5.4.42", UniversalTagNumber.UTF8String, LongName),
        ["GENERATION_QUALIFIER"] = new("2.5.4.44", UniversalTagNumber.UTF8String, LongName),
        ["X500_UNIQUE_IDENTIFIER"] = new("2.5.4.45", UniversalTagNumber.UTF8String, LongName),
        ["DN_QUALIFIER"] = new("2.5.4.46", UniversalTagNumber.PrintableString, LongName),
        ["PSEUDONYM"] = new("2.5.4.65", UniversalTagNumber.UTF8String, 128),
        ["USER_ID"] = new("0.9.2342.19200300.100.1.1", UniversalTagNumber.UTF8String, LongName),
        ["DOMAIN_COMPONENT"] = new("0.9.2342.19200300.100.1.25", UniversalTagNumber.IA5String, LongName),
        ["EMAIL_ADDRESS"] = new("1.2.840.113549.1.9.1", UniversalTagNumber.IA5String, 255),
        ["UNSTRUCTURED_NAME"] = new("1.2.840.113549.1.9.2", UniversalTagNumber.UTF8String, 255),
    };

    /// <summary>The known names, for error texts.</summary>
    public static IEnumerable<string> Names => Types.Keys;

    public static NameAttributeType? Find(string name) => Types.GetValueOrDefault(name);
}

/// <summary>How an attribute is encoded.</summary>
/// <param name="Oid">Object identifier.</param>
/// <param name="Encoding">String type.</param>
/// <param name="MaxLength">Longest value in characters.</param>
internal sealed record NameAttributeType(string Oid, UniversalTagNumber Encoding, int MaxLength)
{
    /// <summary>Shortest value in characters.</summary>
    public int MinLength { get; init; } = 1;
}
