using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic firmware</c>: makes an image that a virtual part runs as the real one would be run.</summary>
internal sealed class NordicFirmwareCommand : CliCommand
{
    private const int Length = 32 * 1024;

    private static readonly Dictionary<string, NordicFirmwareKind> Kinds = new(StringComparer.Ordinal)
    {
        ["provisioning"] = NordicFirmwareKind.Provisioning,
        ["tfm"] = NordicFirmwareKind.Tfm,
        ["network-provisioning"] = NordicFirmwareKind.NetworkProvisioning,
        ["network"] = NordicFirmwareKind.NetworkLoader,
    };

    private readonly Argument<string> _kind = new("KIND") { Description = $"which: {string.Join(", ", Kinds.Keys)}" };
    private readonly Option<string> _part = NordicOptions.Part();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _address = NordicOptions.ProvisionAddress();
    private readonly Option<string> _layout = NordicOptions.Layout();
    private readonly Option<bool> _dummy = new("--with-the-dummy-identity-key-that-everybody-knows") { Description = "a provisioning image whose identity key protects nothing: for tests of its refusal" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicFirmwareCommand(CommandContext context)
        : base("firmware", context, "nordic firmware provisioning --part nrf9160 -o provisioning.bin", "nordic firmware tfm --part nrf9160 -o tfm.bin")
    {
        Add(_kind);
        Add(_part);
        Add(_output);
        Add(_address);
        Add(_layout);
        Add(_dummy);
        Add(_force);
        _kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var part = NordicOptions.PartOf(parse.GetRequiredValue(_part));
        var kind = Kinds[parse.GetRequiredValue(_kind)];
        bool isNetwork = kind is NordicFirmwareKind.NetworkLoader or NordicFirmwareKind.NetworkProvisioning;
        if (isNetwork && part.NetworkCore is null)
            throw FrameFaults.Usage.Exception($"an {part.Name} has no network core");
        var layout = NordicOptions.LayoutOf(parse.GetRequiredValue(_layout));
        bool isDummy = parse.GetValue(_dummy);
        var traits = (isDummy ? NordicFirmwareTraits.DummyIdentity : NordicFirmwareTraits.None)
            | (layout == ProvisionLayout.Early2022 ? NordicFirmwareTraits.EarlyLayout : NordicFirmwareTraits.None);
        uint address = isNetwork ? 0 : NordicOptions.AddressOf(parse.GetValue(_address), part, layout);
        uint start = isNetwork ? part.NetworkCore!.Memory.Start : part.Memory.Start;
        string path = Context.FullPath(parse.GetRequiredValue(_output));
        if (Context.Disk.Exists(path) && !parse.GetValue(_force))
            throw FrameFaults.Usage.Exception($"{path} exists", "choose another name, or write over it with --force");
        Context.Disk.Replace(path, new NordicFirmware(kind, traits, address, ProvisionArea.DefaultImplementationId()).ToImage(start, Length));
        if (isDummy)
            Context.Warn("this image writes an identity key that EVERYBODY KNOWS: a part that runs it is NOT SECURE");
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote {path}: it does nothing on a real part");
            return ExitCode.Done;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteEndObject();
        });
        return ExitCode.Done;
    }
}
