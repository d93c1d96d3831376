using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic show</c>: what a provision area holds that another tool read from a part.</summary>
internal sealed class NordicShowCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the part's memory from the provision address on, 40 to 768 bytes" };
    private readonly Option<string> _layout = new("--layout")
    {
        Description = $"the order of the struct, which nothing in the bytes says: {string.Join(", ", ProvisionLayout.All.Select(l => l.Name))}",
        DefaultValueFactory = _ => ProvisionLayout.Ncs2.Name,
        HelpName = "NAME",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicShowCommand(CommandContext context)
        : base("show", context, "nordic show area.bin", "nordic show area.bin --layout nrf54l --json")
    {
        Add(_file);
        Add(_layout);
        _layout.AcceptOnlyFromAmong([.. ProvisionLayout.All.Select(l => l.Name)]);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        var layout = ProvisionLayout.Find(parse.GetRequiredValue(_layout))!;
        var area = ProvisionArea.Parse(Context.Disk.ReadAll(path, ProvisionArea.MaxLength), layout).OrThrow(Path.GetFileName(path));
        if (Context.Json)
            Context.PrintJson(json => NordicAreaJson.Write(json, area));
        else
            Print(area);
        return ExitCode.Done;
    }

    private void Print(ProvisionArea area)
    {
        Line("life cycle", $"{NordicAreaJson.StateOf(area) ?? "of no state"} ({area.Lifecycle})");
        Line("implementation id", area.HasImplementationId ? Convert.ToHexStringLower(area.ImplementationId.Span) : "not written");
        if (area.Boot is not { } boot)
        {
            Line("boot loader", "nothing");
            return;
        }

        Line("slots", $"0x{boot.S0Address:x8}, 0x{boot.S1Address:x8}");
        foreach (var key in boot.Keys)
            Line($"public key {key.Index}", $"{Convert.ToHexStringLower(key.Hash.Span)}{(key.IsValid ? "" : " (invalidated)")}");
        foreach (var counter in boot.Counters ?? [])
            Line($"counter {counter.Description}", $"{counter.Current}, {counter.FreeSlots} of {counter.Slots.Count} slots free");
        foreach (var data in boot.Data ?? [])
            Line($"data of type {data.Type}", Convert.ToHexStringLower(data.Content.Span));
    }

    private void Line(string name, string text) => Context.Output.WriteLine($"{name,-18} {text}");
}
