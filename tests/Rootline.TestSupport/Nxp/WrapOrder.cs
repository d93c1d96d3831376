using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.TestSupport.Nxp;

/// <summary>What a card is to put into wrapped data; each deviation from the default is one thing wrong with it.</summary>
public sealed record WrapOrder
{
    public byte[] Cfpa { get; init; } = ChipLab.Cfpa;

    public byte[] Cmpa { get; init; } = ChipLab.Cmpa;

    /// <summary>Where the OEM certificates go; null for the samples' places, one a key of the response.</summary>
    public IReadOnlyList<uint>? Addresses { get; init; }

    public int CertificateLength { get; init; } = 430;

    /// <summary>Another chip's certificate.</summary>
    public ReadOnlyMemory<byte>? DieCertificate { get; init; }

    /// <summary>Another card's key.</summary>
    public P256PrivateKey? CardKey { get; init; }

    public bool BreaksTag { get; init; }

    public bool WrapsKeks { get; init; }

    /// <summary>Provisioning data in place of pages and KEKs.</summary>
    public byte[]? ProvisioningData { get; init; }

    public ProvisionedSecrets Secrets() => ProvisioningData is not null
        ? new() { ProvisioningData = Secret.CopyOf(ProvisioningData) }
        : new()
        {
            SbKek = ChipLab.InStoreOrder(ChipLab.Oem.SbKek),
            UserKek = ChipLab.InStoreOrder(ChipLab.Oem.UserKek),
            Cfpa = Secret.CopyOf(Cfpa),
            Cmpa = Secret.CopyOf(Cmpa),
        };
}
