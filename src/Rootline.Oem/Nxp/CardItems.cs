using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Oem.Nxp;

/// <summary>One item on its way to the card.</summary>
/// <param name="Id">The item.</param>
/// <param name="Name">Its name in progress texts.</param>
/// <param name="Value">Its coding.</param>
internal sealed record CardItem(ItemId Id, string Name, Secret Value)
{
    /// <summary>What of the value stays the same from one load to the next; null for all of it.</summary>
    public byte[]? Lasting { get; init; }
}

/// <summary>
/// A plan as the items that the card gets, in the original's order: family, flags, pages and keys or provisioning data, log
/// key, vendor's keys, quota, key flags, OEM key and templates. Source: nxp-trust-provisioning 4.4.
/// </summary>
internal sealed class CardItems : IDisposable
{
    private readonly List<CardItem> _items = [];

    public CardItems(CardPlan plan)
    {
        Add(ItemId.DomainParameters, "curve", DomainParameters.P256.Span);
        Add(ItemId.Family, "family", Encoding.UTF8.GetBytes(plan.FamilyName));
        Add(ItemId.TpFlags, "flags", [plan.TpFlags.Value]);
        AddPayload(plan);
        Add(ItemId.OemLogKey, "log key", plan.LogKey.Scalar);
        Add(ItemId.NxpGlobKey, "NXP_GLOB key", [4, .. plan.NxpGlob.Raw]);
        Add(ItemId.NxpProdCertificate, "NXP_PROD certificate", CertificateBlob.FromCertificate(plan.NxpProd, 0).OrThrow().ToBytes());
        Add(ItemId.Quota, "quota", AppletCommands.QuotaValue(plan.Quota));
        Add(ItemId.OemKeyFlags, "OEM key flags", [plan.KeyFlags.Value]);
        AddOem(plan.Oem);
    }

    public IReadOnlyList<CardItem> All => _items;

    /// <summary>SHA-256 over the items in their order, each as id u16, length u32 (big-endian) and what lasts of its value.</summary>
    public byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in _items)
            CardPlanDigest.Append(hash, (ushort)item.Id, item.Lasting ?? item.Value.Span);
        return hash.GetHashAndReset();
    }

    public void Dispose() => _items.ForEach(i => i.Value.Dispose());

    private void AddPayload(CardPlan plan)
    {
        if (plan.ProvisioningData is { } data)
        {
            Add(ItemId.ProvisioningData, "provisioning data", data.Span);
            return;
        }

        Add(ItemId.Cmpa, "CMPA", plan.Pages!.Cmpa.Span);
        Add(ItemId.Cfpa, "CFPA", plan.Pages.Cfpa.Span);
        AddReversed(ItemId.SbKek, "SB KEK", plan.Keks!.Sb);
        AddReversed(ItemId.UserKek, "USER KEK", plan.Keks.User);
    }

    private void AddOem(OemIdentity? oem)
    {
        if (oem is null)
            return;
        Add(ItemId.OemIdKey, "OEM ID key", oem.Key.Scalar);
        for (int i = 0; i < oem.Certificates.Count; i++)
        {
            var certificate = oem.Certificates[i];
            byte[] blob = CertificateBlob.FromCertificate(certificate.Template, certificate.Address).OrThrow().ToBytes();
            _items.Add(new(ItemId.OemTemplate + (ushort)i, $"OEM certificate template {certificate.KeyId:X2}", Secret.CopyOf(blob)) { Lasting = CardPlanDigest.Lasting(certificate) });
        }
    }

    private void Add(ItemId id, string name, ReadOnlySpan<byte> value) => _items.Add(new(id, name, Secret.CopyOf(value)));

    // The key store takes a KEK in the reverse of the order in which its text file has it.
    private void AddReversed(ItemId id, string name, Secret kek)
    {
        var value = kek.Copy();
        value.Span.Reverse();
        _items.Add(new(id, name, value));
    }
}
