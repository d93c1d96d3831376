using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Oem.Nxp;

/// <summary>Encodes names: one attribute a relative name, in the configured order (RFC 5280 4.1.2.4).</summary>
internal static class DistinguishedName
{
    public static Parsed<X500DistinguishedName> Encode(IReadOnlyList<RelativeName> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var attribute in attributes)
            {
                if (Check(attribute, out var type) is { } fault)
                    return fault;
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(type!.Oid);
                    writer.WriteCharacterString(type.Encoding, attribute.Value);
                }
            }
        }

        return new X500DistinguishedName(writer.Encode());
    }

    private static Fault? Check(RelativeName attribute, out NameAttributeType? type)
    {
        type = NameAttributeTypes.Find(attribute.Type);
        if (type is null)
            return OemFaults.Profile.Fault($"attribute {attribute.Type} is not known; known are {string.Join(", ", NameAttributeTypes.Names)}");
        int length = attribute.Value.EnumerateRunes().Count();
        if (length < type.MinLength || length > type.MaxLength)
            return OemFaults.Profile.Fault($"{attribute.Type} has {length} characters, not {type.MinLength} to {type.MaxLength}");
        bool fits = type.Encoding switch
        {
            UniversalTagNumber.PrintableString => attribute.Value.All(c => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".Contains(c, StringComparison.Ordinal)),
            UniversalTagNumber.IA5String => Ascii.IsValid(attribute.Value),
            _ => !attribute.Value.Any(char.IsSurrogate) || IsWellFormed(attribute.Value),
        };
        return fits ? null : OemFaults.Profile.Fault($"{attribute.Type} holds a character that {type.Encoding} does not have");
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
