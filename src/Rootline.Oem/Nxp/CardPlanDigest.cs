using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Rootline.Oem.Nxp;

/// <summary>
/// One digest for everything that goes into a card: SHA-256 over the items in their order, each as id u16, length u32
/// (big-endian) and value. Two loads of one configuration have the same digest although their templates differ: what is drawn
/// anew for each is left out of a template (docs/rehearsal.md).
/// </summary>
public static class CardPlanDigest
{
    /// <summary>The digest of a plan, 32 bytes.</summary>
    /// <param name="plan">A plan without faults.</param>
    public static byte[] Of(CardPlan plan)
    {
        using var items = new CardItems(plan);
        return items.Digest();
    }

    /// <summary>Adds a value with its id and length.</summary>
    internal static void Append(IncrementalHash hash, ushort id, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(head, id);
        BinaryPrimitives.WriteInt32BigEndian(head[2..], value.Length);
        hash.AppendData(head);
        hash.AppendData(value);
    }

    /// <summary>
    /// What stays the same of a certificate's template: key id u8, address u32 big-endian, then of the TBSCertificate (RFC 5280
    /// 4.1) version, serial number where it is configured, algorithm, issuer, length of the validity in seconds u64 big-endian,
    /// subject, key and whatever follows.
    /// </summary>
    internal static byte[] Lasting(OemCertificatePlan certificate)
    {
        var body = new AsnReader(certificate.Template, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var lasting = new List<byte> { certificate.KeyId };
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(number, certificate.Address);
        lasting.AddRange(number[..4]);
        lasting.AddRange(body.ReadEncodedValue().Span);
        var serial = body.ReadEncodedValue();
        if (certificate.SerialIsConfigured)
            lasting.AddRange(serial.Span);
        lasting.AddRange(body.ReadEncodedValue().Span);
        lasting.AddRange(body.ReadEncodedValue().Span);
        var validity = body.ReadSequence();
        BinaryPrimitives.WriteInt64BigEndian(number, -(long)(ReadTime(validity) - ReadTime(validity)).TotalSeconds);
        lasting.AddRange(number);
        while (body.HasData)
            lasting.AddRange(body.ReadEncodedValue().Span);
        return [.. lasting];
    }

    // RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after.
    private static DateTimeOffset ReadTime(AsnReader validity) =>
        validity.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? validity.ReadUtcTime(2049) : validity.ReadGeneralizedTime();
}
