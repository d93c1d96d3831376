using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>
/// What a card needs to serve a device, read from its items. A card that lacks one of them is not configured (5502): flags
/// that contradict each other or missing templates count as lacking.
/// </summary>
internal sealed class CardConfiguration : IDisposable
{
    private CardConfiguration(CardState state, P256PublicKey glob, P256PublicKey prod, Signers signers) =>
        (State, NxpGlob, NxpProd, _signers) = (state, glob, prod, signers);

    private readonly Signers _signers;

    public CardState State { get; }

    public P256PublicKey NxpGlob { get; }

    public P256PublicKey NxpProd { get; }

    public P256PrivateKey CardKey => _signers.Card;

    public P256PrivateKey LogKey => _signers.Log;

    /// <summary>The OEM ID key; null when no OEM certificate is issued.</summary>
    public P256PrivateKey? OemIdKey => _signers.OemId;

    public required TpFlags TpFlags { get; init; }

    public required OemKeyFlags KeyFlags { get; init; }

    public required IReadOnlyList<CertificateBlob> Templates { get; init; }

    public uint Quota => BinaryPrimitives.ReadUInt32BigEndian(State.Item(ItemId.Quota)!.Span);

    public bool WrapsKeys => State.Item(ItemId.KeyWrapEnable)?.Span[0] == 1;

    public CertificateBlob ProdCertificate => CertificateBlob.Parse(Value(State, ItemId.NxpProdCertificate)).OrThrow();

    /// <summary>Reads the configuration; null when the card is not configured.</summary>
    public static CardConfiguration? Of(CardState state)
    {
        var flags = ItemCoding.FlagsOf(state);
        ItemId[] payload = flags.ProvisioningData ? [ItemId.ProvisioningData] : [ItemId.Cmpa, ItemId.Cfpa, ItemId.SbKek, ItemId.UserKek];
        ItemId[] always = [ItemId.DomainParameters, ItemId.OemLogKey, ItemId.NxpGlobKey, ItemId.NxpProdCertificate, ItemId.Quota, ItemId.OemKeyFlags];
        if (payload.Concat(always).Any(id => state.Item(id) is null))
            return null;
        if (!OemKeyFlags.Parse(state.Item(ItemId.OemKeyFlags)!.Span[0], flags.KeyFlagsVersion).Try(out var keys, out _))
            return null;
        var templates = keys.KeyIds.Select((_, i) => state.Item(ItemId.OemTemplate + (ushort)i)).ToList();
        if (templates.Contains(null) || (keys.KeyIds.Count > 0 && state.Item(ItemId.OemIdKey) is null))
            return null;
        var prod = CertificateBlob.Parse(Value(state, ItemId.NxpProdCertificate)).OrThrow();
        return new(state, P256PublicKey.FromPoint(state.Item(ItemId.NxpGlobKey)!.Span)!, P256PublicKey.FromPoint(prod.PublicKey)!, Signers.Of(state))
        {
            TpFlags = flags,
            KeyFlags = keys,
            Templates = templates.ConvertAll(t => CertificateBlob.Parse(t!.Span.ToArray()).OrThrow()),
        };
    }

    /// <summary>What goes into the chip.</summary>
    public ProvisionedSecrets Secrets() => TpFlags.ProvisioningData
        ? new() { ProvisioningData = State.Item(ItemId.ProvisioningData)!.Copy() }
        : new()
        {
            SbKek = State.Item(ItemId.SbKek)!.Copy(),
            UserKek = State.Item(ItemId.UserKek)!.Copy(),
            Cfpa = State.Item(ItemId.Cfpa)!.Copy(),
            Cmpa = State.Item(ItemId.Cmpa)!.Copy(),
        };

    public void Dispose()
    {
        NxpGlob.Dispose();
        NxpProd.Dispose();
        _signers.Dispose();
    }

    private static ReadOnlyMemory<byte> Value(CardState state, ItemId id) => state.Item(id)!.Span.ToArray();

    private sealed record Signers(P256PrivateKey Card, P256PrivateKey Log, P256PrivateKey? OemId) : IDisposable
    {
        public static Signers Of(CardState state) => new(
            P256PrivateKey.FromScalar(state.CardKey.Span)!,
            P256PrivateKey.FromScalar(state.Item(ItemId.OemLogKey)!.Span)!,
            state.Item(ItemId.OemIdKey) is { } id ? P256PrivateKey.FromScalar(id.Span) : null);

        public void Dispose()
        {
            Card.Dispose();
            Log.Dispose();
            OemId?.Dispose();
        }
    }
}
