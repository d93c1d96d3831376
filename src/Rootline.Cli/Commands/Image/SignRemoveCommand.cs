using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Making;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image sign-remove</c>: takes a signature out of an image.</summary>
internal sealed class SignRemoveCommand : CliCommand
{
    private readonly SignatureEditing _editing = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SignRemoveCommand(CommandContext context)
        : base("sign-remove", context, "image sign-remove --key-id 2147451244 app.signed2.bin app.signed.bin") => _editing.AddTo(this);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        _editing.Run(Context, parse, "Signature Removed.", SignatureChange.Remove);
        return ExitCode.Done;
    }
}
