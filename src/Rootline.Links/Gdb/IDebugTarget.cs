using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// What a debugger sees of a virtual core; <see cref="GdbDevice"/> speaks the protocol around it. Called on the thread of whoever
/// holds the other end of the line, one call at a time. A core has no thread: after <see cref="Resume"/> it works in slices, each call of
/// <see cref="Run"/> one, until it stops.
/// </summary>
public interface IDebugTarget
{
    /// <summary>Whether it runs but has nothing to do until somebody gives it something: then no slice is due.</summary>
    bool IsIdle { get; }

    /// <summary>The flash that a debugger may erase and write, or null where there is none.</summary>
    IDebugFlash? Flash => null;

    /// <summary>Reads a register of a core that stands.</summary>
    /// <param name="register">Which.</param>
    uint ReadRegister(CoreRegister register);

    /// <summary>Writes a register of a core that stands.</summary>
    /// <param name="register">Which.</param>
    /// <param name="value">The value.</param>
    void WriteRegister(CoreRegister register, uint value);

    /// <summary>Reads memory as the core sees it in its current security state.</summary>
    /// <param name="address">First address.</param>
    /// <param name="destination">Filled completely.</param>
    /// <returns>False where any byte cannot be read.</returns>
    bool ReadMemory(uint address, Span<byte> destination);

    /// <summary>Writes memory as the core sees it in its current security state; flash is not written so.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes.</param>
    /// <returns>False where any byte cannot be written; then none was.</returns>
    bool WriteMemory(uint address, ReadOnlySpan<byte> source);

    /// <summary>Sets a breakpoint; setting it again changes nothing.</summary>
    /// <param name="address">Address of an instruction, bit 0 clear.</param>
    /// <returns>False where no more can be set.</returns>
    bool SetBreakpoint(uint address);

    /// <summary>Takes a breakpoint away; one that is not there is no error.</summary>
    /// <param name="address">Its address.</param>
    void ClearBreakpoint(uint address);

    /// <summary>Lets the core run on from its PC, past a breakpoint that stands there.</summary>
    void Resume();

    /// <summary>Works for a while, after <see cref="Resume"/>.</summary>
    /// <returns>Why the core stands again, or null when it still runs.</returns>
    StopSignal? Run();

    /// <summary>Makes one step: as much as the core does between two addresses at which it can stand.</summary>
    /// <returns>Why the core stands, <see cref="StopSignal.Trap"/> unless something went wrong.</returns>
    StopSignal Step();

    /// <summary>Stops the core where it is.</summary>
    void Halt();

    /// <summary>Executes a command of the server (<c>monitor</c> in gdb).</summary>
    /// <param name="command">The command, at most 1,024 characters.</param>
    /// <returns>What to print, with its line ends; null for a command that is not known.</returns>
    string? Monitor(string command);
}
