using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image;

/// <summary>What <c>sign-append</c> and <c>sign-remove</c> have in common: image in, image out, one key id.</summary>
internal sealed class SignatureEditing
{
    private readonly Argument<string> _input = new("INFILE") { Description = "the image (binary)" };
    private readonly Argument<string> _output = new("OUTFILE") { Description = "the new image; may be the same file" };
    private readonly Option<string> _id = new("--key-id") { Description = "PSA id of the key", HelpName = "N", Required = true };

    /// <summary>Adds arguments and option to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_input);
        command.Add(_output);
        command.Add(_id);
    }

    /// <summary>Reads the image, has it changed, and writes it.</summary>
    /// <param name="context">Disk and output.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="done">What was done, in the words of the original.</param>
    /// <param name="edit">Writes the new file of the old one and the key id.</param>
    public void Run(CommandContext context, ParseResult parse, string done, Action<Stream, uint, Stream> edit)
    {
        uint id = OptionNumber.Parse(parse.GetRequiredValue(_id)).OrThrow("--key-id");
        string path = context.FullPath(parse.GetRequiredValue(_input));
        string destination = context.FullPath(parse.GetRequiredValue(_output));
        long length = Edit(context, path, destination, (source, made) => edit(source, id, made));
        if (context.Json)
            context.PrintJson(json => Write(json, destination, length, id));
        else
            context.Output.WriteLine(done);
    }

    private static long Edit(CommandContext context, string path, string destination, Action<Stream, Stream> edit)
    {
        using var source = context.Disk.OpenRead(path);
        using var made = context.Disk.BeginReplace(destination);
        try
        {
            edit(source, made.Content);
        }
        catch (FaultException e)
        {
            throw e.Fault.In(path).ToException();
        }

        long length = made.Content.Position;
        made.Commit();
        return length;
    }

    private static void Write(Utf8JsonWriter json, string path, long length, uint id)
    {
        json.WriteStartObject();
        json.WriteString("file", path);
        json.WriteNumber("length", length);
        json.WriteNumber("keyId", id);
        json.WriteEndObject();
    }
}
