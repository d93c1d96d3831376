using System.CommandLine;
using System.Text;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Image;

/// <summary>Where a key goes: a file, or standard output.</summary>
internal sealed class KeyOutputTarget
{
    private readonly Option<string?> _file = new("--output", "-o") { Description = "the file to write; standard output where missing", HelpName = "FILE" };

    /// <summary>The option.</summary>
    public Option Option => _file;

    /// <summary>Writes a key, and says in JSON what was written when that was asked for.</summary>
    /// <param name="context">Disk and standard output.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="what">What is written.</param>
    public void Write(CommandContext context, ParseResult parse, WrittenKey what)
    {
        string? path = parse.GetValue(_file) is { } name ? context.FullPath(name) : null;
        if (path is not null)
            context.Disk.Replace(path, what.Bytes.Span, what.IsSecret);
        else if (context.Json && what.IsSecret)
            throw FrameFaults.Usage.Exception("a private key is not printed as JSON", "name a file with -o");
        else if (!context.Json)
            Print(context, what);
        if (context.Json)
            PrintJson(context, path, what);
    }

    private static void Print(CommandContext context, WrittenKey what)
    {
        if (what.IsText)
        {
            var text = new char[what.Bytes.Length];
            Encoding.ASCII.GetChars(what.Bytes.Span, text);
            context.Output.Write(text);
            Array.Clear(text);
            return;
        }

        context.Output.Flush();
        context.RawOutput.Write(what.Bytes.Span);
        context.RawOutput.Flush();
    }

    private static void PrintJson(CommandContext context, string? path, WrittenKey what) => context.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", path);
        json.WriteString("kind", what.Kind);
        json.WriteString("encoding", what.Encoding);
        json.WriteNumber("length", what.Bytes.Length);
        if (!what.IsSecret)
            json.WriteString("data", what.IsText ? Encoding.ASCII.GetString(what.Bytes.Span) : Convert.ToHexStringLower(what.Bytes.Span));
        json.WriteEndObject();
    });
}
