using System.Buffers.Binary;
using System.Text;
using Rootline.Core.Crypto;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>Whether a value has the coding that its item has. Source: nxp-trust-provisioning 4.3.</summary>
internal static class ItemCoding
{
    /// <summary>Most templates: 4 regular keys, CA and RTF.</summary>
    public const int MaxTemplates = OemKeyId.MaxRegular + 2;

    private const int MaxFamily = 32;

    // The outer sequence's header with a length of two bytes, which issuing needs.
    private const int OuterHeaderLength = 4;

    /// <summary>True when the card has such an item and the value has its coding.</summary>
    public static bool IsValid(ushort id, ReadOnlyMemory<byte> value, CardState state) => (ItemId)id switch
    {
        ItemId.NxpGlobKey => value.Length == P256.PublicLength + 1 && IsPoint(value.Span),
        ItemId.NxpProdCertificate => Blob(value) is { Address: 0 } blob && IsPoint(blob.PublicKey),
        ItemId.OemIdKey or ItemId.OemLogKey => IsScalar(value.Span),
        ItemId.SbKek or ItemId.UserKek => value.Length == ProvisionedSecrets.KekLength,
        ItemId.Cfpa or ItemId.Cmpa => value.Length == PfrPage.Length,
        ItemId.Quota => value.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(value.Span) != 0,
        ItemId.ProvisioningData => !value.IsEmpty,
        ItemId.TpFlags => value.Length == 1 && TpFlags.Parse(value.Span[0]).Ok,
        ItemId.Family => value.Length is > 0 and <= MaxFamily && Ascii.IsValid(value.Span),
        ItemId.OemKeyFlags => value.Length == 1 && OemKeyFlags.Parse(value.Span[0], FlagsOf(state).KeyFlagsVersion).Ok,
        ItemId.KeyWrapEnable => value.Length == 1 && value.Span[0] <= 1,
        ItemId.DomainParameters => value.Span.SequenceEqual(DomainParameters.P256.Span),
        >= ItemId.OemTemplate and < ItemId.OemTemplate + MaxTemplates => IsTemplate(value),
        _ => false,
    };

    /// <summary>The TP flags, version 0 of everything where none were written.</summary>
    public static TpFlags FlagsOf(CardState state) => TpFlags.Parse(state.Item(ItemId.TpFlags)?.Span[0] ?? 0).OrThrow();

    /// <summary>
    /// A blob whose offsets are those of its certificate: a key or signature elsewhere in the bytes would be trusted unseen.
    /// The name's offset is free, as a short name has none.
    /// </summary>
    private static CertificateBlob? Blob(ReadOnlyMemory<byte> value)
    {
        if (!CertificateBlob.Parse(value).Try(out var blob, out _) || !CertificateOffsets.Locate(blob.Der).Try(out var found, out _))
            return null;
        return blob.Offsets with { CommonNameTail = found.CommonNameTail } == found ? blob : null;
    }

    private static bool IsTemplate(ReadOnlyMemory<byte> value) =>
        Blob(value) is { Der.Length: <= Family.MaxOemCertificate } blob
        && blob.Der.Span is [0x30, 0x82, ..]
        && blob.Offsets.Tbs == OuterHeaderLength
        && blob.Offsets.CommonNameTail >= blob.Offsets.Tbs
        && blob.Offsets.CommonNameTail + CertificateOffsets.CommonNameTailLength <= blob.Offsets.X;

    private static bool IsPoint(ReadOnlySpan<byte> point)
    {
        using var key = P256PublicKey.FromPoint(point);
        return key is not null;
    }

    private static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        using var key = P256PrivateKey.FromScalar(scalar);
        return key is not null;
    }
}
