using Rootline.Chips.Nordic;
using Rootline.Cli.Frame;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Demo;

/// <summary>A Nordic part: it makes its own keys, the line sees that it did, closes it and has it attest itself.</summary>
/// <param name="Result">What the line says.</param>
/// <param name="Verdict">What the verifier says of the token; null when there is none.</param>
internal sealed record DemoNordic(NordicResult Result, TokenVerdict? Verdict)
{
    private const string Part = "nordic";
    private const string PartName = "nrf9160";
    private const int ImageLength = 32 * 1024;

    /// <summary>Whether the part is done and its token is accepted.</summary>
    public bool WentAsPlanned => Result.Fault is null && Verdict is { Ok: true };

    /// <summary>Makes and provisions one.</summary>
    /// <param name="context">Disk.</param>
    /// <param name="folder">Where everything goes.</param>
    /// <param name="world">Clock and randomness.</param>
    public static DemoNordic Of(CommandContext context, DemoFolder folder, DemoWorld world)
    {
        var entropy = world.Entropy.Fork(Part);
        var part = NordicParts.Find(PartName)!;
        string path = Path.Combine(folder.Nordic, "part.bin");
        NordicFile.Make(context.Disk, path, part, entropy.Bytes(FactoryWords.DeviceIdLength));
        using var recordSigner = DemoSigner.Of(context, folder, Path.Combine(folder.Nordic, "record_key.pem"), world.Clock, entropy.Fork("record key"));
        var options = new StationOptions { Disk = context.Disk, Lot = "demo", RecordSigner = recordSigner };
        using var ledger = StationLedger.OpenWithoutCard(Path.Combine(folder.Nordic, "devices.db"), options, world.Clock);
        var (media, file) = NordicFile.Open(context.Disk, path);
        using (file)
        {
            var chip = new NordicChip(media, new PowerDomain("part"), entropy.Fork("part")) { Tokens = new PlatformTokens(entropy.Fork("tokens")) };
            chip.Reset();
            var plan = new NordicPlan
            {
                Part = part,
                ProvisionAddress = part.DefaultProvisionAddress,
                ProvisioningImage = Image(folder, part, NordicFirmwareKind.Provisioning),
                Firmware = Image(folder, part, NordicFirmwareKind.Tfm),
                Enroll = token => FirstToken.Enroll(token, takesDummy: false),
                Terms = new() { Timeout = TimeSpan.Zero, Cancellation = context.Cancellation },
            };
            var result = new NordicStation(ledger, world.Clock).Provision(new Socket(chip, part, world.Clock), plan);
            file.Sync();
            return new(result, Judge(folder, result));
        }
    }

    private static FlashImage Image(DemoFolder folder, NordicPart part, NordicFirmwareKind kind)
    {
        byte[] image = new NordicFirmware(kind, NordicFirmwareTraits.None, part.DefaultProvisionAddress, ProvisionArea.DefaultImplementationId()).ToImage(part.Memory.Start, ImageLength);
        string name = $"{kind.ToString().ToLowerInvariant()}.bin";
        folder.Write(Path.Combine(folder.Nordic, name), image);
        return new(name, part.Memory.Start, image);
    }

    // As a back-end would: it has the device record and nothing else.
    private static TokenVerdict? Judge(DemoFolder folder, NordicResult result)
    {
        if (result.Record?.Attestation is not { Token: { } hex, PublicKey: { } key })
            return null;
        byte[] token = Convert.FromHexString(hex);
        folder.Write(Path.Combine(folder.Nordic, "part.token.cbor"), token);
        folder.Write(Path.Combine(folder.Nordic, "part_identity_puk.pem"), PublicKeyFile.Write(PublicKeyInfo.FromSpki(Convert.FromHexString(key))!));
        using var identity = TokenKey.FromSpki(Convert.FromHexString(key)).OrThrow();
        return new TokenVerifier(new OneTokenKey(identity)).Judge(token, new() { Policy = new() { Lifecycles = [SecurityLifecycle.Secured] } });
    }

    private sealed class Socket(NordicChip chip, NordicPart part, TimeProvider clock) : INordicSocket
    {
        public string Name => "demo";

        public bool HasNetworkDebugger => false;

        public INordicDebugger OpenDebugger(NordicCoreName core)
        {
            return new GdbNordicDebugger(new DeviceWire("debug port", new GdbDevice(new NordicDebugTarget(chip, core == NordicCoreName.Network), clock), clock), clock, NordicServer.Of(GdbServerProfile.Rootline, part), new());
        }

        public IByteWire OpenConsole() => new DeviceWire("console", chip.Application.Uart, clock);
    }
}
