using System.Text;
using Rootline.Cli.Config;
using Rootline.Cli.Demo;
using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Psa;
using Rootline.TestSupport.Factory;

namespace Rootline.Fuzz.Targets;

/// <summary>Configuration files: YAML or JSON as a tree, and what the commands make of it.</summary>
internal static class ConfigurationTargets
{
    private const string Name = "configuration.yaml";
    private static readonly DemoRequest Demo = new(2, 5, "demo", 1);
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Beside = new(Files);

    public static IEnumerable<FuzzTarget> All =>
    [
        new("configuration", Document, () => [.. Documents(), DemoConfiguration.Card(Demo)], 2048),
        new("card-configuration", Card, () => [DemoConfiguration.Card(Demo)], 2048),
        new("line-configuration", Line, () => [DemoConfiguration.Line(Demo)], 2048),
        new("attest-policy", Policy, Policies, 2048),
        new("number", Number, () => ((string[])["0x2000_4000", "1_000_000", "0b1010u", "0o17ull"]).Select(Encoding.UTF8.GetBytes), 80),
    ];

    private static bool Document(byte[] input) => ConfigDocument.Parse(input).Ok;

    private static bool Number(byte[] input) => NumberText.Parse(Encoding.UTF8.GetString(input)) is { } number && number.Sign >= 0;

    private static bool Card(byte[] input)
    {
        var context = Context(input);
        using var config = CardConfig.Read(context, Name);
        return CardAccess.Read(context, Name).CardFile.Length > 0;
    }

    private static bool Line(byte[] input) => LineConfig.Read(Context(input), Name).LogPath.Length > 0;

    private static bool Policy(byte[] input) => AttestPolicyConfig.Read(Context(input), Name).Lifecycles.All(s => s.IsTrusted());

    private static CommandContext Context(byte[] input) => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Entropy = new SystemEntropy(),
        Clock = new VirtualClock(VirtualClock.Epoch),
        Disk = new OneFileDisk(Name, input, null, Beside.Value),
        Folder = "/configuration",
        TraceFolder = "/configuration",
    };

    private static IEnumerable<byte[]> Documents() => ((string[])[
        "a: 1\nb: [x, 'y', \"z\\n\"]\nc: {d: ~, e: &k [1], f: *k}\n# comment\n",
        "{\"a\": 1, \"b\": [true, null, \"\\u00e9\"], \"c\": {\"d\": 1.5}}",
        "a: |\n  text\n  more\nb: >-\n  folded\n",
        "%YAML 1.1\n---\n- !!str a\n- ? k\n  : v\n...\n"]).Select(Encoding.UTF8.GetBytes);

    private static IEnumerable<byte[]> Policies()
    {
        string hash = new('a', 64);
        yield return Encoding.ASCII.GetBytes($"version: 1\nprofiles: [PSA_IOT_PROFILE_1]\nalgorithms: [ES256, HMAC256]\nlifecycles: [secured]\nimplementation_ids: [\"{hash}\"]\nclient_ids: [-1]\ncertification_references: [\"1234567890128-00042\"]\n");
        yield return Encoding.ASCII.GetBytes($"version: 1\nsoftware:\n  - type: SPE\n    version: \"1\"\n    signer: \"{hash}\"\n    implementation_id: \"{hash}\"\n    digests: [\"{hash}\"]\n");
    }

    private static Dictionary<string, byte[]> Files()
    {
        using var kit = new FactoryKit();
        using var key = Samples.Key("oem");
        byte[] pem = Samples.Take(KeyFile.WritePrivate(key)), certificate = Samples.Certificate("CN=nxp"), kek = Encoding.ASCII.GetBytes(new string('a', 64));
        return new()
        {
            ["cmpa.bin"] = CmpaPage.Blank.Bytes.ToArray(),
            ["cfpa.bin"] = CfpaPage.Blank.WithVersion(1).Bytes.ToArray(),
            ["sb_kek.txt"] = kek,
            ["user_kek.txt"] = kek,
            ["oem_log_prk.pem"] = pem,
            ["oem_id_prk.pem"] = pem,
            ["oem_log_puk.pem"] = KeyFile.WritePublic(key.PublicKey),
            ["nxp_prod.crt"] = certificate,
            ["nxp_glob.crt"] = certificate,
            ["provisioning_firmware.sb2"] = kit.ProvisioningFirmware,
            ["product.sb2"] = kit.ProductFirmware,
            ["card.bin"] = [],
            ["chip-001.chip"] = [],
            ["chip-002.chip"] = [],
        };
    }
}
