using System.CommandLine;
using System.Text;
using Rootline.Cli.Frame;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Commands.Image;

/// <summary>
/// Where the password of a key file comes from: a file, an environment variable, or the terminal. Never the command line, which
/// everybody on the machine can read.
/// </summary>
internal sealed class KeyPassword
{
    private const int LongestFile = 4096;

    private readonly Option<string?> _file = new("--password-file") { Description = "the file whose first line is the password of the key", HelpName = "FILE" };
    private readonly Option<string?> _variable = new("--password-env") { Description = "the environment variable that holds the password of the key", HelpName = "NAME" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_file, _variable];

    /// <summary>Whether the command line says where a password comes from.</summary>
    /// <param name="parse">The command line.</param>
    public bool IsNamed(ParseResult parse) => parse.GetValue(_file) is not null || parse.GetValue(_variable) is not null;

    /// <summary>Who gives the password when a key file wants one; null when nobody can.</summary>
    /// <param name="context">Disk, environment and terminal.</param>
    /// <param name="parse">The command line.</param>
    public Func<Secret>? Source(CommandContext context, ParseResult parse)
    {
        if (parse.GetValue(_file) is not null && parse.GetValue(_variable) is not null)
            throw FrameFaults.Usage.Exception("--password-file and --password-env both say where the password is", "give one of them");
        if (parse.GetValue(_file) is { } file)
            return () => OfFile(context, file);
        if (parse.GetValue(_variable) is { } name)
            return () => OfVariable(context, name);
        return context.IsInteractive && !context.Json ? () => Ask(context, "Enter key passphrase: ") : null;
    }

    /// <summary>A new password, asked twice where it comes from the terminal.</summary>
    /// <param name="context">Disk, environment and terminal.</param>
    /// <param name="parse">The command line.</param>
    public Secret New(CommandContext context, ParseResult parse)
    {
        var source = Source(context, parse) ?? throw FrameFaults.NoTerminal.Exception("nobody is here to type a password", "name a file (--password-file) or an environment variable (--password-env) that holds it");
        var first = source();
        if (IsNamed(parse))
            return first;
        using var second = Ask(context, "Reenter passphrase: ");
        if (first.FixedTimeEquals(second.Span))
            return first;
        first.Dispose();
        throw ImageCommandFaults.Password.Exception("the two passwords are not the same");
    }

    private static Secret Ask(CommandContext context, string question)
    {
        context.Progress.Clear();
        return Demand(context.ReadPassword(question), "no password was typed");
    }

    private static Secret OfFile(CommandContext context, string name)
    {
        string path = context.FullPath(name);
        using var content = Secret.Take(context.Disk.ReadAll(path, LongestFile));
        int end = content.Span.IndexOfAny((byte)'\r', (byte)'\n');
        return Demand(Secret.CopyOf(end < 0 ? content.Span : content.Span[..end]), $"the first line of {path} is empty");
    }

    // The environment of a process is text already; its owner chose so.
    private static Secret OfVariable(CommandContext context, string name) =>
        Demand(context.Variable(name) is { } text ? Secret.Take(Encoding.UTF8.GetBytes(text)) : null, $"the environment variable {name} is not set or empty");

    private static Secret Demand(Secret? password, string otherwise)
    {
        if (password is { Length: > 0 })
            return password;
        password?.Dispose();
        throw ImageCommandFaults.Password.Exception(otherwise);
    }
}
