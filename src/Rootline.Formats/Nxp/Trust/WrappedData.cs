using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Container;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>An OEM certificate on its way into a chip.</summary>
/// <param name="KeyId">See <see cref="OemKeyId"/>.</param>
/// <param name="Address">Where it goes in the target's memory.</param>
/// <param name="Der">X.509 DER.</param>
public sealed record OemCertificate(byte KeyId, uint Address, ReadOnlyMemory<byte> Der);

/// <summary>What a card hands over for one chip.</summary>
/// <param name="AgreementKey">The card's ephemeral ECDH key, X‖Y, 64 bytes.</param>
/// <param name="Envelope">The encrypted secrets.</param>
/// <param name="DieCertificate">A copy of the chip's DIE certificate.</param>
/// <param name="OemCertificates">One an OEM key, in the order of the ids.</param>
/// <param name="Counter">The production counter after this unit.</param>
/// <param name="StartHash">The log's running hash before this record, 32 bytes.</param>
/// <param name="LogSignature">r‖s of 64 bytes, or DER.</param>
public sealed record WrappedContent(
    ReadOnlyMemory<byte> AgreementKey,
    Envelope Envelope,
    ReadOnlyMemory<byte> DieCertificate,
    IReadOnlyList<OemCertificate> OemCertificates,
    uint Counter,
    ReadOnlyMemory<byte> StartHash,
    ReadOnlyMemory<byte> LogSignature);

/// <summary>
/// The card's answer: 20A2, 2001, 2002, FF00, F0F0, 20C5 × n, 20D1, 20D2, 20D3, ECDSA by the card authentication key.
/// Source: nxp-trust-provisioning section 3.
/// </summary>
public sealed class WrappedData
{
    private const int LongestLogSignature = P256.MaxDerSignatureLength;
    private readonly TpContainer _container;

    private WrappedData(TpContainer container, WrappedContent content) => (_container, Content) = (container, content);

    /// <summary>What it holds.</summary>
    public WrappedContent Content { get; }

    /// <summary>The message's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _container.Bytes;

    /// <summary>Reads the message; its signature is checked by <see cref="IsSignedBy"/>.</summary>
    /// <param name="bytes">The message, nothing after it.</param>
    public static Parsed<WrappedData> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!TpContainer.Parse(bytes).Try(out var container, out var fault))
            return fault;
        return FromContainer(container);
    }

    /// <summary>Reads the message at the start of a target's buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    public static Parsed<WrappedData> ParsePrefix(ReadOnlyMemory<byte> buffer)
    {
        if (!TpContainer.ParsePrefix(buffer).Try(out var container, out var fault))
            return fault;
        return FromContainer(container);
    }

    /// <summary>Makes and signs the message.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="cardKey">The card authentication key.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public static byte[] Sign(WrappedContent content, P256PrivateKey cardKey, EntropySource entropy)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, content.Counter);
        var writer = new ContainerWriter()
            .Add(PayloadType.CardAgreementKey, content.AgreementKey)
            .Add(PayloadType.WrapIv, content.Envelope.Iv)
            .Add(PayloadType.WrapTag, content.Envelope.Tag)
            .Add(PayloadType.WrapCiphertext, content.Envelope.Ciphertext)
            .Add(PayloadType.DieCertificate, content.DieCertificate);
        foreach (var certificate in content.OemCertificates)
            writer.Add(PayloadType.OemCertificate, new(DestinationKind.Memory, certificate.Address), certificate.Der, certificate.KeyId);
        return writer
            .Add(PayloadType.ProductionCounter, counter)
            .Add(PayloadType.LogHash, content.StartHash)
            .Add(PayloadType.LogSignature, content.LogSignature)
            .Sign(cardKey, entropy);
    }

    /// <summary>Checks the signature.</summary>
    /// <param name="cardKey">The card authentication key.</param>
    public bool IsSignedBy(P256PublicKey cardKey) => _container.IsSignedBy(cardKey);

    private static Parsed<WrappedData> FromContainer(TpContainer container)
    {
        var e = container.Entries;
        if (container.Authentication?.Type != AuthenticationType.Ecdsa256 || e.Count < 8 || !HasHead(e) || !HasTail(e))
            return TrustFaults.Form.Fault("the container's entries are not those of wrapped data");
        var certificates = e.Skip(5).Take(e.Count - 8).ToList();
        if (certificates.Exists(c => c.Type != PayloadType.OemCertificate || c.Destination is not { Kind: DestinationKind.Memory })
            || !OemKeyId.AreInOrder(certificates.ConvertAll(c => c.Extra)))
            return TrustFaults.Form.Fault("the entries between DIE certificate and counter are not OEM certificates for memory addresses in the order of their ids");
        return new WrappedData(container, new WrappedContent(
            e[0].Payload,
            new Envelope(e[1].Payload, e[2].Payload, e[3].Payload),
            e[4].Payload,
            certificates.ConvertAll(c => new OemCertificate((byte)c.Extra, c.Destination!.Value.Value, c.Payload)),
            BinaryPrimitives.ReadUInt32BigEndian(e[^3].Payload.Span),
            e[^2].Payload,
            e[^1].Payload));
    }

    private static bool HasHead(IReadOnlyList<TpEntry> e) =>
        Is(e[0], PayloadType.CardAgreementKey, P256.PublicLength)
        && Is(e[1], PayloadType.WrapIv, Envelope.BlockLength)
        && Is(e[2], PayloadType.WrapTag, Envelope.BlockLength)
        && Is(e[3], PayloadType.WrapCiphertext, e[3].Payload.Length)
        && Is(e[4], PayloadType.DieCertificate, e[4].Payload.Length);

    private static bool HasTail(IReadOnlyList<TpEntry> e) =>
        Is(e[^3], PayloadType.ProductionCounter, 4)
        && Is(e[^2], PayloadType.LogHash, 32)
        && Is(e[^1], PayloadType.LogSignature, e[^1].Payload.Length)
        && e[^1].Payload.Length is >= 8 and <= LongestLogSignature;

    private static bool Is(TpEntry entry, PayloadType type, int length) =>
        entry.Type == type && entry.Extra == 0 && entry.Destination is null && entry.Payload.Length == length;
}
