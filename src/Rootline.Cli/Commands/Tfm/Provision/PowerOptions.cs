using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>Whether a device's life cycle stands in a CryptoCell-312, and who takes its power away between the stages.</summary>
internal sealed class PowerOptions
{
    private const int MostSeconds = 3600;

    private readonly Option<bool> _cryptoCell = new("--cryptocell-312") { Description = "the life cycle stands in a CryptoCell-312: the device resets itself after each stage, and its power is taken away in between" };
    private readonly Option<string?> _command = new("--power-command") { Description = "a program that takes the device's power away and gives it again, and ends with 0; without it the operator is asked", HelpName = "PATH" };
    private readonly Option<string[]> _arguments = new("--power-argument") { Description = "an argument of that program; may be given several times, no shell reads it", HelpName = "TEXT" };
    private readonly Option<int> _seconds = new("--power-seconds") { Description = "how long that program may take, and how long the device's debug server may be away", DefaultValueFactory = _ => 60, HelpName = "N" };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_cryptoCell, _command, _arguments, _seconds];

    /// <summary>How the power is taken away; null for a device that needs none. Refuses where nobody and nothing can do it.</summary>
    /// <param name="context">Terminal, folder, clock.</param>
    /// <param name="parse">The command line.</param>
    /// <exception cref="FaultException"><see cref="FrameFaults.Usage"/>, <see cref="FrameFaults.NoTerminal"/>.</exception>
    public PowerWay? Read(CommandContext context, ParseResult parse)
    {
        string? command = parse.GetValue(_command);
        string[] arguments = parse.GetValue(_arguments) ?? [];
        if (parse.GetValue(_seconds) is < 1 or > MostSeconds)
            throw FrameFaults.Usage.Exception($"--power-seconds is a number from 1 to {MostSeconds}");
        if (!parse.GetValue(_cryptoCell))
            return command is null && arguments.Length == 0 ? null : throw FrameFaults.Usage.Exception("--power-command goes with --cryptocell-312");
        if (command is null && arguments.Length > 0)
            throw FrameFaults.Usage.Exception("--power-argument goes with --power-command");
        if (command is null && (!context.IsInteractive || context.Json))
            throw FrameFaults.NoTerminal.Exception("the device's power must be taken away between its stages, and nobody is here to do it; nothing was done to the device", "give --power-command with a program that does it");
        var patience = TimeSpan.FromSeconds(parse.GetValue(_seconds));
        return new(patience, command is null ? why => PowerByHand.Ask(context, why) : _ => PowerProgram.Run(context, context.FullPath(command), arguments, patience));
    }
}

/// <summary>How a device's power is taken away and given again.</summary>
/// <param name="Patience">How long the debug server may be away afterwards.</param>
/// <param name="Cycle">Does it; is told what the device is afterwards.</param>
internal sealed record PowerWay(TimeSpan Patience, Action<string> Cycle);
