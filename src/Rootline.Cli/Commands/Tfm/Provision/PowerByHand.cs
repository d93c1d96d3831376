using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>Asks the operator to take a device's power away and to give it again, and waits.</summary>
internal static class PowerByHand
{
    /// <summary>Asks, and waits for the Enter key.</summary>
    /// <param name="context">The terminal.</param>
    /// <param name="why">What the device is afterwards.</param>
    /// <exception cref="FaultException"><see cref="FrameFaults.NoTerminal"/>: nobody answers.</exception>
    public static void Ask(CommandContext context, string why)
    {
        context.Progress.Clear();
        context.Error.WriteLine($"the device has burned this stage; it is in the life cycle {why} with the next power-on");
        context.Error.Write("take its power away, the debugger's too, wait two seconds, give it again, start the debug server if it ended, then press Enter: ");
        context.Error.Flush();
        if (context.Input.ReadLine() is null)
            throw FrameFaults.NoTerminal.Exception("nobody answered that the device has its power again", "run again with the same bundle: it goes on where it stopped");
    }
}
