using Rootline.Core.Faults;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// Functions of the firmware in a target, as a debugger uses them: run to one, leave one out, have one called. All by the AAPCS: arguments
/// in r0 to r3, the return address in LR, the result in r0.
/// </summary>
/// <param name="host">A session whose core stands.</param>
public sealed class HostCalls(GdbHost host)
{
    private const int MaxArguments = 4;

    /// <summary>Lets the core run until it stands before an instruction.</summary>
    /// <param name="address">Its address; bit 0 is not looked at.</param>
    /// <param name="patience">How long that may take.</param>
    /// <exception cref="FaultException">
    /// <see cref="GdbLinkFaults.DoesNotStop"/>: it does not get there in time, and has been halted; <see cref="GdbLinkFaults.StoppedElsewhere"/>.
    /// </exception>
    public void RunTo(uint address, TimeSpan patience) => RunToAny(patience, address);

    /// <summary>Lets the core run until it stands before one of some instructions.</summary>
    /// <param name="patience">How long that may take.</param>
    /// <param name="addresses">Their addresses; bit 0 is not looked at.</param>
    /// <returns>The address at which it stands.</returns>
    /// <exception cref="FaultException">As of <see cref="RunTo"/>.</exception>
    public uint RunToAny(TimeSpan patience, params IReadOnlyList<uint> addresses)
    {
        uint[] places = [.. addresses.Select(a => a & ~1u)];
        uint[] added = [.. places.Where(p => !host.HasBreakpoint(p))];
        foreach (uint place in added)
            host.SetBreakpoint(place);
        try
        {
            if (host.Continue(patience) is null)
            {
                host.Halt();
                throw GdbLinkFaults.DoesNotStop.Exception($"{host.Name}: {Text(places)} was not reached within {patience.TotalSeconds:0} s; the core runs at 0x{host.ReadRegister(CoreRegister.Pc):x8}");
            }

            uint pc = host.ReadRegister(CoreRegister.Pc);
            return places.Contains(pc) ? pc : throw GdbLinkFaults.StoppedElsewhere.Exception($"{host.Name}: the core stands at 0x{pc:x8} and should at {Text(places)}");
        }
        finally
        {
            foreach (uint place in added)
            {
                if (host.Poison is null && !host.IsRunning)
                    host.ClearBreakpoint(place);
            }
        }
    }

    /// <summary>Has the core call a function where it stands, and puts its registers back.</summary>
    /// <param name="function">Address of the function; bit 0 is not looked at.</param>
    /// <param name="returnsTo">
    /// An address in code that the core can stand at, and that the function does not run over: it returns there. The address at which the
    /// core stands serves.
    /// </param>
    /// <param name="arguments">At most four.</param>
    /// <param name="patience">How long the function may take.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.DoesNotStop"/> or <see cref="GdbLinkFaults.StoppedElsewhere"/>.</exception>
    public uint Call(uint function, uint returnsTo, ReadOnlySpan<uint> arguments, TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arguments.Length, MaxArguments);
        var before = host.ReadRegisters();
        for (int i = 0; i < arguments.Length; i++)
            host.WriteRegister((CoreRegister)i, arguments[i]);
        host.WriteRegister(CoreRegister.Lr, returnsTo | 1);
        host.WriteRegister(CoreRegister.Pc, function & ~1u);
        RunTo(returnsTo, patience);
        uint result = host.ReadRegister(CoreRegister.R0);
        host.WriteRegisters(before);
        return result;
    }

    /// <summary>Leaves the function out before whose first instruction the core stands: it returns at once.</summary>
    /// <param name="result">What it returns.</param>
    public void LeaveOut(uint result)
    {
        uint back = host.ReadRegister(CoreRegister.Lr) & ~1u;
        host.WriteRegister(CoreRegister.R0, result);
        host.WriteRegister(CoreRegister.Pc, back);
    }

    private static string Text(uint[] places) => string.Join(" or ", places.Select(p => $"0x{p:x8}"));
}
