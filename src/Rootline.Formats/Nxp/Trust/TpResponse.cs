using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Container;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>An OEM public key that a target generated.</summary>
/// <param name="Id">See <see cref="OemKeyId"/>.</param>
/// <param name="Key">X‖Y, 64 bytes.</param>
public sealed record OemPublicKey(byte Id, ReadOnlyMemory<byte> Key);

/// <summary>What a target says about itself.</summary>
/// <param name="DieCertificate">The DIE certificate's container.</param>
/// <param name="Challenge">The challenge's 16 bytes.</param>
/// <param name="AgreementKey">The target's ephemeral ECDH key, X‖Y, 64 bytes.</param>
/// <param name="OemKeys">The OEM keys in the order of their ids.</param>
public sealed record TpStatement(
    ReadOnlyMemory<byte> DieCertificate,
    ReadOnlyMemory<byte> Challenge,
    ReadOnlyMemory<byte> AgreementKey,
    IReadOnlyList<OemPublicKey> OemKeys);

/// <summary>
/// The target's answer: F0F0 DIE certificate; 2000 challenge; 20A0; one 20C0 an OEM key; ECDSA by the DIE key. 384 bytes and
/// 72 more for each OEM key with a version 0 certificate. Source: nxp-trust-provisioning section 3.
/// </summary>
public sealed class TpResponse
{
    private readonly TpContainer _container;

    private TpResponse(TpContainer container, TpStatement statement, DieCertificate die) =>
        (_container, Statement, Die) = (container, statement, die);

    /// <summary>What the target says.</summary>
    public TpStatement Statement { get; }

    /// <summary>The DIE certificate, read.</summary>
    public DieCertificate Die { get; }

    /// <summary>The message's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _container.Bytes;

    /// <summary>Reads a response; its signature is checked by <see cref="IsSignedBy"/>.</summary>
    /// <param name="bytes">The message, nothing after it.</param>
    public static Parsed<TpResponse> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!TpContainer.Parse(bytes).Try(out var container, out var fault))
            return fault;
        if (container.Authentication?.Type != AuthenticationType.Ecdsa256 || !HasForm(container.Entries))
            return TrustFaults.Form.Fault("the container's entries are not those of a TP response");
        if (!DieCertificate.Parse(container.Entries[0].Payload).Try(out var die, out fault))
            return fault.In("DIE certificate");
        var keys = container.Entries.Skip(3).Select(e => new OemPublicKey((byte)e.Extra, e.Payload)).ToList();
        var statement = new TpStatement(container.Entries[0].Payload, container.Entries[1].Payload, container.Entries[2].Payload, keys);
        return new TpResponse(container, statement, die);
    }

    /// <summary>Makes and signs a response.</summary>
    /// <param name="statement">What the target says.</param>
    /// <param name="dieKey">The target's DIE key.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public static byte[] Sign(TpStatement statement, P256PrivateKey dieKey, EntropySource entropy)
    {
        var writer = new ContainerWriter()
            .Add(PayloadType.DieCertificate, statement.DieCertificate)
            .Add(PayloadType.Challenge, statement.Challenge)
            .Add(PayloadType.DeviceAgreementKey, statement.AgreementKey);
        foreach (var key in statement.OemKeys)
            writer.Add(PayloadType.OemKey, key.Key, key.Id);
        return writer.Sign(dieKey, entropy);
    }

    /// <summary>Checks the signature.</summary>
    /// <param name="key">The DIE key of the certificate inside.</param>
    public bool IsSignedBy(P256PublicKey key) => _container.IsSignedBy(key);

    private static bool HasForm(IReadOnlyList<TpEntry> entries)
    {
        if (entries.Count < 3 || entries.Any(e => e.Destination is not null))
            return false;
        return entries[0] is { Type: PayloadType.DieCertificate, Extra: 0 }
            && entries[1] is { Type: PayloadType.Challenge, Extra: 0, Payload.Length: TpChallenge.RandomLength }
            && entries[2] is { Type: PayloadType.DeviceAgreementKey, Extra: 0, Payload.Length: P256.PublicLength }
            && HasOemKeys(entries.Skip(3).ToList());
    }

    private static bool HasOemKeys(List<TpEntry> entries) =>
        entries.TrueForAll(e => e.Type == PayloadType.OemKey && e.Payload.Length == P256.PublicLength)
        && OemKeyId.AreInOrder(entries.ConvertAll(e => e.Extra));
}
