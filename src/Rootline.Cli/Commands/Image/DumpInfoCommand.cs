using System.CommandLine;
using System.Text;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Dump;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image dumpinfo</c>: shows header, TLVs and trailer of an image, without judging it.</summary>
internal sealed class DumpInfoCommand : CliCommand
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "the image: binary, or Intel HEX (.hex)" };
    private readonly Option<string?> _file = new("--outfile", "-o") { Description = "write into a file, as YAML where no format is given", HelpName = "FILE" };
    private readonly Option<string?> _format = new("--format", "-f") { Description = "human, yaml or json", HelpName = "FORMAT" };
    private readonly Option<bool> _silent = new("--silent", "-s") { Description = "has no effect, as in imgtool" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public DumpInfoCommand(CommandContext context)
        : base("dumpinfo", context, "image dumpinfo app.bin", "image dumpinfo app.bin -f yaml -o app.yaml")
    {
        _format.AcceptOnlyFromAmong("human", "yaml", "json");
        Add(_image);
        Add(_file);
        Add(_format);
        Add(_silent);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string name = parse.GetRequiredValue(_image);
        using var image = ImageFile.Open(Context, name);
        var dump = ImageDump.Read(image, Path.GetFileName(name)).OrThrow(name);
        string? file = parse.GetValue(_file);
        string format = parse.GetValue(_format) ?? (Context.Json ? "json" : file is null ? "human" : "yaml");
        if (file is null && Context.Json)
        {
            Context.PrintJson(json => DumpJson.Write(json, dump));
            return ExitCode.Done;
        }

        if (dump is { TrailerMagic: not null, Trailer: null })
            Warn();
        string text = format switch
        {
            "json" => DumpJson.Of(dump) + (file is null ? "\n" : ""),
            "yaml" => DumpYaml.Of(dump),
            _ => DumpText.Of(dump),
        };
        if (file is null)
            Context.Output.Write(text);
        else
            Context.Disk.Replace(Context.FullPath(file), Encoding.UTF8.GetBytes(text));
        return ExitCode.Done;
    }

    private void Warn()
    {
        if (Context.Dialect == Dialect.Imgtool)
            Context.Output.WriteLine("Warning: the trailer magic value is invalid!");
        else
            Context.Warn("the file goes on behind the image, and does not end with the magic of a trailer");
    }
}
