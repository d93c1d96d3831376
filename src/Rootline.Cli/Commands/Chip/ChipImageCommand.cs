using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Chip;

/// <summary><c>rootline chip image</c>: programs an image into a slot of a virtual chip, as its update service or a programmer does.</summary>
internal sealed class ChipImageCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the chip or board file" };
    private readonly Option<string> _image = new("--image") { Description = "the image, padded or not; binary", Required = true, HelpName = "IMG" };
    private readonly Option<int> _index = new("--index") { Description = "the image's index", HelpName = "N" };
    private readonly Option<string> _slot = new("--slot") { Description = "primary or secondary", DefaultValueFactory = _ => "secondary", HelpName = "SLOT" };
    private readonly Option<bool> _request = new("--request-update") { Description = "ask the boot code to bring the image of the secondary slot into place" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipImageCommand(CommandContext context)
        : base("image", context, "chip image chip.bin --image signed.bin --slot primary", "chip image chip.bin --image update.bin --request-update")
    {
        _slot.AcceptOnlyFromAmong("primary", "secondary");
        Add(_file);
        Add(_image);
        Add(_index);
        Add(_slot);
        Add(_request);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string slot = parse.GetValue(_slot)!;
        int index = parse.GetValue(_index);
        bool isSecondary = slot == "secondary";
        if (parse.GetValue(_request) && !isSecondary)
            throw FrameFaults.Usage.Exception("--request-update goes with the secondary slot");
        byte[] image = Context.Disk.ReadAll(Context.FullPath(parse.GetRequiredValue(_image)));
        using var held = BootableChip.Open(Context.Disk, Context.FullPath(parse.GetRequiredValue(_file)));
        held.Chip.PutImage(index, isSecondary, image);
        if (parse.GetValue(_request))
            held.Chip.RequestUpdate(index);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"programmed {image.Length:n0} bytes into the {slot} slot of image {index}");
            return ExitCode.Done;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("profile", held.Chip.Profile.Name);
            json.WriteNumber("image", index);
            json.WriteString("slot", slot);
            json.WriteNumber("bytes", image.Length);
            json.WriteBoolean("updateRequested", parse.GetValue(_request));
            json.WriteEndObject();
        });
        return ExitCode.Done;
    }
}
