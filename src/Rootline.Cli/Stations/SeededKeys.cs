using System.Security.Cryptography.X509Certificates;
using Rootline.Cli.Config;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Foundry.Nxp;

namespace Rootline.Cli.Stations;

/// <summary>Keeps keys that come from a seed away from hardware: they are the same for everybody who knows the seed.</summary>
internal static class SeededKeys
{
    /// <summary>Refuses a station whose card or firmware is from a seed and whose device may be real.</summary>
    /// <param name="config">The station's configuration.</param>
    /// <param name="card">Its card.</param>
    public static void KeepFromHardware(LineConfig config, OpenCard card)
    {
        string? place = config.Target switch
        {
            SerialTarget serial => serial.Port,
            TcpTarget remote => remote.Address.ToString(),
            _ => null,
        };
        if (place is null)
            return;
        if (card.IsSeeded)
            throw StationFaults.Seeded.Exception($"card {card.Session.Id} has keys from a seed, and {place} may be a real device");
        if (config.ProvisioningFirmware is { } firmware && IsSeeded(firmware))
            throw StationFaults.Seeded.Exception($"the provisioning firmware is signed with a key from a seed, and {place} may be a real device");
    }

    private static bool IsSeeded(byte[] firmware)
    {
        if (!Sb2Structure.Walk(firmware).Try(out var structure, out _))
            return false;
        using var signer = X509File.Load(structure.Certificates.Signer.Der);
        return signer?.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == VirtualVendor.SeededFirmwareSigner;
    }
}
