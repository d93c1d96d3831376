using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image assemble</c>: puts the secure and the non-secure binary of a TF-M build together, to be signed once.</summary>
internal sealed class AssembleCommand : CliCommand
{
    private readonly Option<string> _layout = new("--layout", "-l") { Description = "the signing layout file of the build", Required = true, HelpName = "FILE" };
    private readonly Option<string> _secure = new("--secure", "-s") { Description = "the secure binary", Required = true, HelpName = "FILE" };
    private readonly Option<string> _nonSecure = new("--non_secure", "-n") { Description = "the non-secure binary", Required = true, HelpName = "FILE" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the combined image to write", Required = true, HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AssembleCommand(CommandContext context)
        : base("assemble", context, "image assemble -l signing_layout_s_ns.o -s tfm_s.bin -n tfm_ns.bin -o tfm_s_ns.bin")
    {
        Add(_layout);
        Add(_secure);
        Add(_nonSecure);
        Add(_output);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string name = Context.FullPath(parse.GetRequiredValue(_layout));
        var layout = SigningLayout.Parse(Context.Disk.ReadAll(name, SigningLayout.MaxLength)).OrThrow(name);
        byte[] secure = Context.Disk.ReadAll(Context.FullPath(parse.GetRequiredValue(_secure)), CombinedImage.MaxLength);
        byte[] nonSecure = Context.Disk.ReadAll(Context.FullPath(parse.GetRequiredValue(_nonSecure)), CombinedImage.MaxLength);
        byte[] image = CombinedImage.Assemble(layout, secure, nonSecure).OrThrow(name);
        string path = Context.FullPath(parse.GetRequiredValue(_output));
        Context.Disk.Replace(path, image);
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", path);
                json.WriteNumber("length", image.Length);
                json.WriteEndObject();
            });
        }
        else
        {
            Context.Output.WriteLine($"assembled {path}: {image.Length} bytes");
        }

        return ExitCode.Done;
    }
}
