using System.CommandLine;
using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip secure</c>: puts boot code into a virtual chip. Its first boot burns the root of trust public keys;
/// <c>--close-for-ever</c> protects the boot code and closes debug.
/// </summary>
internal sealed class ChipSecureCommand : CliCommand
{
    private static readonly string[] Sources = ["built-in", "rotpk-hash", "rotpk-raw"];

    private readonly Argument<string> _file = new("FILE") { Description = "the chip or board file" };
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "a public key that images are signed with; repeat it for several, image by image", Required = true, HelpName = "KEY" };
    private readonly Option<string> _source = new("--keys-in") { Description = "built-in (a list in the boot code), rotpk-hash or rotpk-raw (one-time memory, a key an image)", DefaultValueFactory = _ => Sources[1], HelpName = "PLACE" };
    private readonly Option<int> _images = new("--images") { Description = "how many images", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<int> _perImage = new("--keys-per-image") { Description = "1, or 2 for images with two signatures", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string> _mode = new("--mode") { Description = "overwrite, direct-xip or single", DefaultValueFactory = _ => "overwrite", HelpName = "MODE" };
    private readonly Option<uint?> _policy = new("--must-sign") { Description = "burn this policy word: bit N for the key N that must have signed, the others may", HelpName = "WORD" };
    private readonly Option<bool> _rollback = new("--rollback-protection") { Description = "demand security counters and raise them" };
    private readonly Option<bool> _version = new("--no-older-version") { Description = "refuse updates with a lower version" };
    private readonly Option<bool> _counter = new("--no-lower-counter") { Description = "refuse updates with a lower security counter" };
    private readonly Option<bool> _measured = new("--measured") { Description = "demand boot records and leave them to the firmware" };
    private readonly Option<bool> _allow = new("--allow-list") { Description = "refuse unknown TLVs in the unprotected area" };
    private readonly Option<bool> _protections = new("--demand-protections") { Description = "start nothing while boot code or debug are open" };
    private readonly Option<bool> _close = new("--close-for-ever") { Description = "protect the boot code and close debug: this cannot be undone" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipSecureCommand(CommandContext context)
        : base("secure", context, "chip secure board.bin --key oem.pub.pem --rollback-protection", "chip secure board.bin -k s.pem -k ns.pem --images 2 --demand-protections --close-for-ever")
    {
        _source.AcceptOnlyFromAmong(Sources);
        _mode.AcceptOnlyFromAmong([.. UpgradeModes.Names]);
        foreach (var option in (Symbol[])[_file, _keys, _source, _images, _perImage, _mode, _policy, _rollback, _version, _counter, _measured, _allow, _protections, _close])
        {
            if (option is Argument argument)
                Add(argument);
            else
                Add((Option)option);
        }
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        using var held = BootableChip.Open(Context.Disk, path);
        if (BootProfiles.IsTfm(held.Chip.Profile))
            throw StationFaults.OtherKind.Exception($"{path} is a TF-M chip: its boot loader has rules of its own, which other boot code would replace", "make a chip with the keys that you mean by rootline chip make-tfm");
        var code = CodeOf(parse, held.Chip.Profile.MaxAlign);
        bool closes = parse.GetValue(_close);
        if (closes && held.Chip.Options is null)
            throw FrameFaults.Usage.Exception("the protections of this chip stand in its protected pages", "provision the chip: that closes it");
        held.Chip.PutBootCode(code);
        if (closes)
            held.Chip.Options!.CloseForEver();
        Print(held.Chip.Profile.Name, code, closes);
        return ExitCode.Done;
    }

    private BootCode CodeOf(ParseResult parse, int maxAlign)
    {
        var mode = UpgradeModes.Find(parse.GetValue(_mode)!)!.Value;
        if (mode.IsSwap() || mode == UpgradeMode.RamLoad)
            throw ChipFaults.ModeNotThere.Exception($"the boot code of virtual chips knows no update mode {mode.NameOf()}");
        var keys = parse.GetRequiredValue(_keys).Select(Read).ToList();
        var source = (BootKeySource)Array.IndexOf(Sources, parse.GetValue(_source));
        var digest = ImageDigests.Choose(keys[0].Kind).OrThrow("--key");
        var code = new BootCode
        {
            Mode = mode,
            Images = parse.GetValue(_images),
            KeysPerImage = parse.GetValue(_perImage),
            Signature = keys[0].Kind,
            Digest = digest,
            KeySource = source,
            MaxAlign = maxAlign,
            PolicyWord = parse.GetValue(_policy) ?? 0,
            Rules = RulesOf(parse),
        };
        return source switch
        {
            BootKeySource.BuiltIn => code with { Keys = keys },
            BootKeySource.RotpkRaw => code with { Rotpks = [.. keys.Select(k => (ReadOnlyMemory<byte>)Formats.Tfm.Rotpk.ToRaw(k))] },
            _ => code with { Rotpks = [.. keys.Select(k => (ReadOnlyMemory<byte>)k.Hash(digest))] },
        };
    }

    private BootRuleSet RulesOf(ParseResult parse)
    {
        (bool Is, BootRuleSet Rule)[] chosen =
        [
            (parse.GetValue(_rollback), BootRuleSet.Rollback), (parse.GetValue(_version), BootRuleSet.NoOlderVersion), (parse.GetValue(_counter), BootRuleSet.NoLowerCounter),
            (parse.GetValue(_measured), BootRuleSet.Measured), (parse.GetValue(_allow), BootRuleSet.AllowList), (parse.GetValue(_protections), BootRuleSet.Protections),
            (parse.GetValue(_policy) is not null, BootRuleSet.Policy),
        ];
        return chosen.Where(c => c.Is).Aggregate(BootRuleSet.None, (all, c) => all | c.Rule);
    }

    private PublicKeyBytes Read(string name)
    {
        string path = Context.FullPath(name);
        var info = PublicKeyFile.Read(Context.Disk.ReadAll(path), null).OrThrow(path);
        return PublicKeyBytes.FromSpki(info.Spki).OrThrow(path);
    }

    private void Print(string profile, BootCode code, bool closed)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"boot code is in place ({profile}, {code.Mode.NameOf()}, {code.Signature}); {(closed ? "boot code and debug are closed for ever" : "protections are as they were")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("profile", profile);
            json.WriteString("mode", code.Mode.NameOf());
            json.WriteNumber("images", code.Images);
            json.WriteString("signature", code.Signature.ToString());
            json.WriteString("keysIn", Sources[(int)code.KeySource]);
            json.WriteStartArray("rotpks");
            foreach (var rotpk in code.Rotpks)
                json.WriteStringValue(Convert.ToHexStringLower(rotpk.Span));
            json.WriteEndArray();
            json.WriteBoolean("closed", closed);
            json.WriteEndObject();
        });
    }
}
