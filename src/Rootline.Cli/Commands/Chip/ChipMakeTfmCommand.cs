using System.CommandLine;
using System.Text.Json;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Commands.Image;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip make-tfm</c>: a virtual TF-M chip with blank one-time memory, its images signed by the owner's keys, and the ELF
/// files of its firmware beside it.
/// </summary>
internal sealed class ChipMakeTfmCommand : CliCommand
{
    private static readonly string[] Releases = ["1.7", "2.2", "2.3"];
    private static readonly string[] Profiles = ["iot1", "psa2", "cca"];

    private readonly Option<string> _file = new("--file") { Description = "the chip file; the ELF files are named after it", Required = true, HelpName = "FILE" };
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "the key that signs the images: a file, program:... or pkcs11:... (docs/keys.md); a second one signs the non-secure image", Required = true, HelpName = "KEY" };
    private readonly Option<string> _release = new("--release") { Description = "1.7, 2.2 or 2.3", DefaultValueFactory = _ => Releases[1], HelpName = "N" };
    private readonly Option<string> _profile = new("--token-profile") { Description = "iot1, psa2 (RFC 9783; its draft with 1.7) or cca", DefaultValueFactory = _ => Profiles[0], HelpName = "NAME" };
    private readonly Option<bool> _raw = new("--raw-keys") { Description = "one-time memory holds the images' keys themselves (P-256), not their hashes" };
    private readonly Option<bool> _keyId = new("--key-id") { Description = "tokens name their key" };
    private readonly Option<bool> _noOptional = new("--no-optional-claims") { Description = "tokens leave out verification service and certification reference" };
    private readonly Option<bool> _seed = new("--boot-seed-per-boot") { Description = "draw the boot seed at each boot; TF-M's own is the same for ever" };
    private readonly Option<bool> _halts = new("--halt-on-panic") { Description = "a secure image that cannot go on halts and does not reset" };
    private readonly Option<bool> _dummy = new("--dummy-provisioning-this-device-is-not-secure") { Description = "the firmware provisions itself with TF-M's published test values, keys among them: for test benches alone" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipMakeTfmCommand(CommandContext context)
        : base("make-tfm", context, "chip make-tfm --file chip.bin --key s.pem --key ns.pem", "chip make-tfm --file chip.bin --key s.pem --release 1.7 --json")
    {
        _release.AcceptOnlyFromAmong(Releases);
        _profile.AcceptOnlyFromAmong(Profiles);
        foreach (var option in (Option[])[_file, _keys, _release, _profile, _raw, _keyId, _noOptional, _seed, _halts, _dummy])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string file = Context.FullPath(parse.GetRequiredValue(_file));
        string[] keys = parse.GetRequiredValue(_keys);
        if (keys.Length > 2)
            throw FrameFaults.Usage.Exception("there are two images: --key is given once or twice");
        var build = BuildOf(parse);
        var desk = new ImageKeys(Context, null);
        using var secure = desk.OpenSigner(keys[0], new SignerTerms());
        using var nonSecure = desk.OpenSigner(keys[^1], new SignerTerms());
        Demand(build, secure, nonSecure);
        var made = TfmChipFile.Make(Context.Disk, file, build, secure, nonSecure, Context.Entropy);
        if (build.HasDummyProvisioning)
            Context.Warn(TfmWords.Dummy);
        Print(made, build);
        return ExitCode.Done;
    }

    private TfmBuild BuildOf(ParseResult parse)
    {
        var revision = (TfmRevision)(1 + Array.IndexOf(Releases, parse.GetValue(_release)));
        bool isOld = revision == TfmRevision.V170;
        return new()
        {
            Revision = revision,
            Profile = parse.GetValue(_profile) switch
            {
                "psa2" => isOld ? PsaProfile.Psa2Draft : PsaProfile.Rfc9783,
                "cca" => isOld ? PsaProfile.CcaPlatformLegacy : PsaProfile.CcaPlatform,
                _ => PsaProfile.IotProfile1,
            },
            HasRawKeys = parse.GetValue(_raw),
            IncludesKeyId = parse.GetValue(_keyId),
            LeavesOutOptionalClaims = parse.GetValue(_noOptional),
            DrawsBootSeed = parse.GetValue(_seed),
            HaltsOnPanic = parse.GetValue(_halts),
            HasDummyProvisioning = parse.GetValue(_dummy),
        };
    }

    private static void Demand(TfmBuild build, ISigner secure, ISigner nonSecure)
    {
        if (secure.Kind != nonSecure.Kind)
            throw FrameFaults.Usage.Exception($"a boot loader knows one kind of signature; the keys are {secure.Kind} and {nonSecure.Kind}");
        if (secure.Kind is not (SignatureKind.EcdsaP256 or SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss))
            throw FrameFaults.Usage.Exception($"the firmware verifies P-256, RSA-2048 and RSA-3072, not {secure.Kind}");
        if (build.HasRawKeys && secure.Kind != SignatureKind.EcdsaP256)
            throw FrameFaults.Usage.Exception("--raw-keys goes with keys of P-256");
        if (build.HasRawKeys && build.HasDummyProvisioning)
            throw FrameFaults.Usage.Exception("of the published keys only the hashes are known: --raw-keys does not go with them");
    }

    private void Print(TfmChipFile made, TfmBuild build)
    {
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, made, build));
            return;
        }

        Context.Output.WriteLine($"made board {BootProfiles.Tfm.Name} with TF-M {build.Version}: {made.Path}{(build.HasDummyProvisioning ? $" ({TfmWords.Dummy})" : "")}");
        foreach (var (name, path) in made.Elf)
            Context.Output.WriteLine($"ELF file of {name}: {path}");
        for (int i = 0; i < made.Rotpks.Count; i++)
            Context.Output.WriteLine($"root of trust public key {i}: {Convert.ToHexStringLower(made.Rotpks[i])}");
    }

    private static void Write(Utf8JsonWriter json, TfmChipFile made, TfmBuild build)
    {
        json.WriteStartObject();
        json.WriteString("profile", BootProfiles.Tfm.Name);
        json.WriteString("file", made.Path);
        json.WriteString("release", build.Version);
        json.WriteString("otpLayout", build.OtpForm.Name);
        json.WriteBoolean("dummyProvisioning", build.HasDummyProvisioning);
        if (build.HasDummyProvisioning)
            json.WriteString("warning", TfmWords.Dummy);
        json.WriteStartObject("elf");
        foreach (var (name, path) in made.Elf)
            json.WriteString(name, path);
        json.WriteEndObject();
        json.WriteStartArray("rotpks");
        foreach (byte[] rotpk in made.Rotpks)
            json.WriteStringValue(Convert.ToHexStringLower(rotpk));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
