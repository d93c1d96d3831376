using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Links.Gdb;

namespace Rootline.Line.Nordic.Debug;

/// <summary>A debugger behind a debug server that speaks the GDB remote protocol. Flash and user information words go through vFlash packets.</summary>
public sealed class GdbNordicDebugger : INordicDebugger
{
    private readonly IByteWire _wire;
    private readonly GdbHost _host;
    private readonly NordicServer _server;
    private bool _isLeft;

    /// <summary>Begins a session; the core stands afterwards.</summary>
    /// <param name="wire">The wire to the server; closed with this object.</param>
    /// <param name="clock">The station's clock.</param>
    /// <param name="server">The server's commands.</param>
    /// <param name="options">How patient to be.</param>
    public GdbNordicDebugger(IByteWire wire, TimeProvider clock, NordicServer server, GdbHostOptions options)
    {
        (_wire, _server) = (wire, server);
        _host = new(wire, clock, options);
        try
        {
            _host.Open();
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name => _host.Name;

    /// <inheritdoc/>
    public bool TryRead(uint address, Span<byte> destination)
    {
        try
        {
            _host.ReadMemory(address, destination);
            return true;
        }
        catch (FaultException e) when (e.Fault.Code == GdbLinkFaults.Memory)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void WriteRegister(uint address, uint value) => _host.WriteMemory(address, Word(value));

    /// <inheritdoc/>
    public void Erase(uint address, uint length)
    {
        _host.Flash.Erase(address, length);
        _host.Flash.Finish();
    }

    /// <inheritdoc/>
    public void Program(uint address, ReadOnlySpan<byte> content)
    {
        _host.Flash.Write(address, content);
        _host.Flash.Finish();
    }

    /// <inheritdoc/>
    public void BurnWord(uint address, uint value)
    {
        _host.Flash.Write(address, Word(value));
        _host.Flash.Finish();
    }

    /// <inheritdoc/>
    public void EraseAll() => _host.Monitor(_server.Erase
        ?? throw GdbLinkFaults.Unsupported.Exception($"{Name}: no command of {_server.Profile.Name} is known that erases the part through CTRL-AP", "name it with --recover-command"));

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (string command in _server.Profile.ResetAndRun)
            _host.Monitor(command);
        Leave();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Leave();
        }
        catch (FaultException)
        {
            // The session is over either way: what failed was told when it failed.
        }

        _wire.Dispose();
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private void Leave()
    {
        if (_isLeft || _host.Poison is not null)
            return;
        _isLeft = true;
        _host.Detach();
    }
}
