using System.CommandLine;
using Rootline.Chips.Nordic;
using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic make</c>: makes a virtual part as its factory delivers it.</summary>
internal sealed class NordicMakeCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the file of the new part" };
    private readonly Option<string> _part = NordicOptions.Part();
    private readonly Option<ulong?> _seed = CommandOptions.Seed();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicMakeCommand(CommandContext context)
        : base("make", context, "nordic make part.bin --part nrf5340")
    {
        Add(_file);
        Add(_part);
        Add(_seed);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var part = NordicOptions.PartOf(parse.GetRequiredValue(_part));
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        var entropy = parse.GetValue(_seed) is { } seed ? new SeededEntropy(seed).Fork("nordic device id") : Context.Entropy;
        byte[] device = entropy.Bytes(FactoryWords.DeviceIdLength);
        NordicFile.Make(Context.Disk, path, part, device);
        string id = Convert.ToHexStringLower(device);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{part.Name} {id} in {path}: this file holds its keys in the clear");
            return ExitCode.Done;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("part", part.Name);
            json.WriteString("device", id);
            json.WriteEndObject();
        });
        return ExitCode.Done;
    }
}
