using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Oem.Custody.References;

namespace Rootline.Cli.Commands.Image;

/// <summary>
/// Where the password of a key file comes from: a file, an environment variable, or the terminal. Never the command line, which
/// everybody on the machine can read.
/// </summary>
internal sealed class KeyPassword
{
    private readonly Option<string?> _file = new("--password-file") { Description = "the file whose first line is the password of the key", HelpName = "FILE" };
    private readonly Option<string?> _variable = new("--password-env") { Description = "the environment variable that holds the password of the key", HelpName = "NAME" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_file, _variable];

    /// <summary>Where the password lies; null: it is asked for on the terminal.</summary>
    /// <param name="parse">The command line.</param>
    public SecretSource? Source(ParseResult parse) => (parse.GetValue(_file), parse.GetValue(_variable)) switch
    {
        (not null, not null) => throw FrameFaults.Usage.Exception("--password-file and --password-env both say where the password is", "give one of them"),
        ({ } file, null) => new(file, IsEnvironment: false),
        (null, { } variable) => new(variable, IsEnvironment: true),
        _ => null,
    };
}
