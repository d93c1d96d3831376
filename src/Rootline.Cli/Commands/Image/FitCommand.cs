using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Fit;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image fit</c>: the largest image that a loader takes in a slot, and how it is computed.</summary>
internal sealed class FitCommand : CliCommand
{
    private readonly SlotOptions _slots = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public FitCommand(CommandContext context)
        : base(
            "fit",
            context,
            "image fit --mode move --slot-size 0x21000 --secondary-size 0x20000 --sector-size 0x1000 --align 8",
            "image fit --mode scratch --sectors 4x0x4000,0x10000,3x0x20000 --scratch-size 0x20000 --json")
    {
        foreach (var option in _slots.All)
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var layout = _slots.Layout(parse) ?? throw FrameFaults.Usage.Exception("no slot is given", "give --mode and --slot-size or --sectors");
        var fit = ImageFit.Of(layout).OrThrow();
        if (Context.Json)
            PrintJson(layout, fit);
        else
            Print(fit);
        return ExitCode.Done;
    }

    private void Print(ImageFit fit)
    {
        int width = fit.Steps.Max(s => s.What.Length);
        foreach (var step in fit.Steps)
            Context.Output.WriteLine($"{step.What.PadRight(width)}  {step.Bytes,10}  0x{step.Bytes:x}");
    }

    private void PrintJson(SlotLayout layout, ImageFit fit) => Context.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("mode", Formats.Mcuboot.UpgradeModes.NameOf(layout.Mode));
        json.WriteNumber("largest", fit.Largest);
        json.WriteStartArray("steps");
        foreach (var step in fit.Steps)
        {
            json.WriteStartObject();
            json.WriteString("what", step.What);
            json.WriteNumber("bytes", step.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
