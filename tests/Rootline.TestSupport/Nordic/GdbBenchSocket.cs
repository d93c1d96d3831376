using Rootline.Chips.Nordic;
using Rootline.Core.Wires;
using Rootline.Formats.Gdb;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Nordic;

/// <summary>
/// A socket whose virtual part stands behind a server that knows the words of a real one and no others: it stands in for the servers
/// that cannot be had here.
/// </summary>
public sealed class GdbBenchSocket(NordicBench bench, TimeProvider clock, NordicServer server) : INordicSocket
{
    private readonly List<string> _commands = [];

    /// <inheritdoc/>
    public string Name => server.Profile.Name;

    /// <inheritdoc/>
    public bool HasNetworkDebugger => bench.Chip.Network is not null;

    /// <summary>The commands that the server was given.</summary>
    public IReadOnlyList<string> Commands => _commands;

    /// <inheritdoc/>
    public INordicDebugger OpenDebugger(NordicCoreName core)
    {
        var device = new GdbDevice(new Server(this, bench.Chip, core == NordicCoreName.Network), clock);
        return new GdbNordicDebugger(new DeviceWire(Name, device, clock), clock, server, new());
    }

    /// <inheritdoc/>
    public IByteWire OpenConsole() => new DeviceWire("console", bench.Chip.Application.Uart, clock);

    private sealed class Server(GdbBenchSocket socket, NordicChip chip, bool isNetwork) : IDebugTarget
    {
        private readonly NordicDebugTarget _target = new(chip, isNetwork);

        public bool IsIdle => true;

        public IDebugFlash? Flash => _target.Flash;

        public uint ReadRegister(CoreRegister register) => _target.ReadRegister(register);

        public void WriteRegister(CoreRegister register, uint value) => _target.WriteRegister(register, value);

        public bool ReadMemory(uint address, Span<byte> destination) => _target.ReadMemory(address, destination);

        public bool WriteMemory(uint address, ReadOnlySpan<byte> source) => _target.WriteMemory(address, source);

        public bool SetBreakpoint(uint address) => _target.SetBreakpoint(address);

        public void ClearBreakpoint(uint address) => _target.ClearBreakpoint(address);

        public void Resume() => _target.Resume();

        public StopSignal? Run() => _target.Run();

        public StopSignal Step() => _target.Step();

        public void Halt() => _target.Halt();

        // The last command of a reset is the one that lets the part run.
        public string? Monitor(string command)
        {
            var reset = socket.Words.Profile.ResetAndRun;
            socket._commands.Add(command);
            if (command == socket.Words.Erase)
                return _target.Monitor("recover");
            if (command == reset[^1])
                return _target.Monitor("reset run");
            return reset.Contains(command) ? "" : null;
        }
    }

    private NordicServer Words => server;
}
