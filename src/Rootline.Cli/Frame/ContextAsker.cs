using System.Text;
using Rootline.Core.Secrets;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Frame;

/// <summary>Asks the person at the terminal, and the environment, for passwords and PINs.</summary>
/// <param name="context">Terminal and environment.</param>
internal sealed class ContextAsker(CommandContext context) : ISecretAsker
{
    /// <inheritdoc/>
    public bool IsAttended => context.IsInteractive && !context.Json;

    /// <summary>The desk where references of this command line become keys.</summary>
    /// <param name="context">Disk, terminal, environment, randomness.</param>
    public static KeyDesk Desk(CommandContext context) =>
        new(new CustodyOutside(context.Disk, context.FullPath, new ContextAsker(context), context.Entropy, context.Clock));

    /// <inheritdoc/>
    public Secret? Ask(string prompt)
    {
        if (!IsAttended)
            return null;
        context.Progress.Clear();
        return context.ReadPassword($"{prompt}: ");
    }

    /// <inheritdoc/>
    public Secret? Environment(string name) => context.Variable(name) is { } text ? Secret.Take(Encoding.UTF8.GetBytes(text)) : null;
}
