using System.Text;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Crypto;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Formats.Elf;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;
using Rootline.Oem.Tfm;
using Rootline.Proof.Attestation;
using TfmFirmware = Rootline.Line.Tfm.TfmFirmware;

namespace Rootline.Cli.Demo;

/// <summary>
/// A device with TF-M: the OEM makes a bundle, the line burns it through the debug port while TF-M's own boot code does the work, and the
/// device attests itself.
/// </summary>
/// <param name="Result">What the line says.</param>
/// <param name="Verdict">What the verifier says of the token; null when there is none.</param>
internal sealed record DemoTfm(TfmResult Result, TokenVerdict? Verdict)
{
    private const string Part = "tfm";
    private static readonly byte[] ImplementationId = Encoding.ASCII.GetBytes("rootline demo, one of its devices");

    /// <summary>Whether the device is done and its token is accepted.</summary>
    public bool WentAsPlanned => Result.IsDone && Verdict is { Ok: true };

    /// <summary>Makes and provisions one.</summary>
    /// <param name="context">Disk.</param>
    /// <param name="folder">Where everything goes.</param>
    /// <param name="world">Clock and randomness.</param>
    public static DemoTfm Of(CommandContext context, DemoFolder folder, DemoWorld world)
    {
        var entropy = world.Entropy.Fork(Part);
        ISigner Draw(string name) => DemoSigner.Of(context, folder, Path.Combine(folder.Tfm, name), world.Clock, entropy);
        using var secure = Draw("image_key_s.pem");
        using var nonSecure = Draw("image_key_ns.pem");
        var file = TfmChipFile.Make(context.Disk, Path.Combine(folder.Tfm, "device.chip"), new TfmChipRecipe(new TfmBuild(), [secure, nonSecure]), entropy);
        using var stationKey = P256PrivateKey.Generate(entropy);
        folder.WriteSecret(Path.Combine(folder.Tfm, "station_key.pem"), KeyFileOf(stationKey));
        var bundle = new BundleDesk(entropy).Make(OrderOf(file), new ImportedSecrets(), stationKey.PublicKey);
        folder.Write(Path.Combine(folder.Tfm, "device.bundle"), BundleFileJson.Encode(bundle));
        using var secrets = BundleSeal.Open(bundle, stationKey).OrThrow("the demo's bundle");
        using var recordSigner = Draw("record_key.pem");
        var options = new StationOptions { Disk = context.Disk, Lot = "demo", RecordSigner = recordSigner };
        using var ledger = StationLedger.OpenWithoutCard(Path.Combine(folder.Tfm, "devices.db"), options, world.Clock);
        var result = Provision(context, file, bundle.Header, secrets, ledger, world with { Entropy = entropy });
        return new(result, Judge(folder, result));
    }

    private static TfmResult Provision(CommandContext context, TfmChipFile file, BundleHeader bundle, BundleSecrets secrets, StationLedger ledger, DemoWorld world)
    {
        var (_, store) = BoardFile.Open(context.Disk, file.Path);
        using (store)
        {
            var chip = new TfmChip(store, new PowerDomain("device"), world.Entropy.Fork("device"));
            var host = new GdbHost(new DeviceWire("debug port", new GdbDevice(chip.Debug, world.Clock), world.Clock), world.Clock, new() { Cancellation = context.Cancellation });
            host.Open();
            var target = new DeviceTarget(host, HostServer.Recognise(host, world.Clock));
            var plan = new TfmPlan { Firmware = FirmwareOf(context, file), Bundle = bundle };
            return new TfmStation(target, ledger, secrets, world.Entropy.Fork("line"), world.Clock).Provision(plan);
        }
    }

    private static TfmFirmware FirmwareOf(CommandContext context, TfmChipFile file)
    {
        var images = file.Elf.Select(e => ElfImage.Parse(context.Disk.ReadAll(e.Path, ElfImage.MaxLength)).OrThrow(e.Path)).ToList();
        return TfmFirmware.Of(images[0], images[1], images[2]).OrThrow();
    }

    // As a back-end would: it has the device record and nothing else.
    private static TokenVerdict? Judge(DemoFolder folder, TfmResult result)
    {
        if (result.Record?.Attestation is not { Token: { } hex, PublicKey: { } key } attestation)
            return null;
        byte[] token = Convert.FromHexString(hex);
        folder.Write(Path.Combine(folder.Tfm, "device.token.cbor"), token);
        using var public_ = TokenKey.FromSpki(Convert.FromHexString(key)).OrThrow();
        folder.Write(Path.Combine(folder.Tfm, "device_iak_puk.pem"), PublicKeyFile.Write(PublicKeyInfo.FromSpki(Convert.FromHexString(key))!));
        var policy = new TokenPolicy { Lifecycles = [SecurityLifecycle.Secured], ImplementationIds = [Convert.FromHexString(attestation.ImplementationId!)] };
        return new TokenVerifier(new OneTokenKey(public_)).Judge(token, new() { Policy = policy });
    }

    private static BundleOrder OrderOf(TfmChipFile file) => new()
    {
        ImplementationId = ImplementationId[..32],
        CertificationReference = "0000000000000-00001",
        ProfileDefinition = PsaProfile.IotProfile1.Id(),
        Rotpks = file.Rotpks,
    };

    private static Core.Secrets.Secret KeyFileOf(P256PrivateKey key)
    {
        using var file = PrivateKey.FromScalar(KeyKind.EcP256, key.Scalar)!;
        return PrivateKeyFile.Write(file);
    }
}
