using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Faults;
using Rootline.Core.Power;

namespace Rootline.Cli.Commands.Chip;

/// <summary><c>rootline chip decommission</c>: takes a virtual TF-M chip out of use for ever, as its owner's own tool does with a real one.</summary>
internal sealed class ChipDecommissionCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the file of a TF-M chip that is SECURED" };
    private readonly Option<bool> _destroy = new("--destroy-keys") { Description = "burn over its keys as well; the chip then signs no token any more" };
    private readonly Option<bool> _yes = new("--yes") { Description = "do not ask: this cannot be undone" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipDecommissionCommand(CommandContext context)
        : base("decommission", context, "chip decommission chip.bin", "chip decommission chip.bin --destroy-keys --yes --json")
    {
        Add(_file);
        Add(_destroy);
        Add(_yes);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        bool destroys = parse.GetValue(_destroy);
        using var body = TfmBody.Open(new(Context.Disk, Context.Clock, Context.Entropy), path, isHalted: true);
        Context.Warn($"for ever: {path} becomes DECOMMISSIONED, no back-end trusts it any more{(destroys ? ", its keys are burned over" : "")}");
        if (!parse.GetValue(_yes) && !Context.Confirm("decommission this chip for ever?", "--yes"))
            throw StationFaults.Declined.Exception($"{path} was not decommissioned");
        using (var live = (TfmLive)body.PowerOn(new PowerDomain("chip"), Context.Entropy))
            live.DecommissionForEver(destroys);
        Print(path, body.Life, destroys);
        return ExitCode.Done;
    }

    private void Print(string path, string life, bool destroyed)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{path} is {life}{(destroyed ? ", its keys are burned over" : "")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("life", life);
            json.WriteBoolean("keysDestroyed", destroyed);
            json.WriteEndObject();
        });
    }
}
