using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Everything that is to be loaded into a card, read from the OEM's files. It may be wrong: <see cref="CardPlanCheck"/> lists
/// all its faults before anything is sent. The plan owns its keys.
/// </summary>
public sealed class CardPlan : IDisposable
{
    /// <summary>The chip family.</summary>
    public required Family Family { get; init; }

    /// <summary>The family's name as it was configured; the card keeps it untranslated.</summary>
    public required string FamilyName { get; init; }

    /// <summary>Units that the card may count: 1 to 5,000,000.</summary>
    public required uint Quota { get; init; }

    /// <summary>The key that signs the log.</summary>
    public required P256PrivateKey LogKey { get; init; }

    /// <summary>NXP_GLOB, the vendor's root key.</summary>
    public required P256PublicKey NxpGlob { get; init; }

    /// <summary>NXP_PROD, the family's certificate in DER.</summary>
    public required ReadOnlyMemory<byte> NxpProd { get; init; }

    /// <summary>The pages, for families without provisioning data.</summary>
    public CardPages? Pages { get; init; }

    /// <summary>The key encryption keys, for families without provisioning data.</summary>
    public CardKeks? Keks { get; init; }

    /// <summary>
    /// Provisioning data, for families that use them: of the "virtual" profile, or a real SB3 file, which the card carries
    /// as it is. The plan owns them.
    /// </summary>
    public Secret? ProvisioningData { get; init; }

    /// <summary>The OEM certificates, or null for none.</summary>
    public OemIdentity? Oem { get; init; }

    /// <summary>The card's TP flags.</summary>
    public TpFlags TpFlags => Family.TpFlags;

    /// <summary>The OEM key flags, made from the certificates' key ids.</summary>
    public OemKeyFlags KeyFlags
    {
        get
        {
            var ids = Oem?.Certificates.Select(c => c.KeyId).ToList() ?? [];
            return new(Family.KeyFlagsVersion, ids.Count(id => id < OemKeyId.Ca), ids.Contains(OemKeyId.Ca), ids.Contains(OemKeyId.Rtf));
        }
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        LogKey.Dispose();
        NxpGlob.Dispose();
        Keks?.Dispose();
        ProvisioningData?.Dispose();
        Oem?.Key.Dispose();
    }
}
