using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Faults;
using Rootline.Core.Wires;
using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>
/// The host's side of the GDB remote protocol with a core that a debug server or a virtual chip holds. Reading and writing work while the
/// core stands, and memory is seen as the core sees it in its current security state. What the server refuses is a fault of kind
/// <see cref="GdbLinkFaults.Refused"/>, <see cref="GdbLinkFaults.Unsupported"/> or <see cref="GdbLinkFaults.Memory"/>, and the session goes on;
/// any other fault poisons it. The wire stays the caller's.
/// </summary>
public sealed class GdbHost
{
    /// <summary>Most bytes of memory in one packet: servers take no more of some packets, whatever they announce.</summary>
    public const int MaxPiece = 1024;

    private const int LeastPacketSize = 64;
    private const int MaxIncludes = 16;
    private const string SupportedQuery = "qSupported:swbreak+;hwbreak+;xmlRegisters=arm";

    private readonly GdbSession _session;
    private readonly HashSet<uint> _breakpoints = [];
    private int _packetSize = 400;
    private StopReply? _stepped;

    /// <summary>Makes a session; nothing is sent before <see cref="Open"/>.</summary>
    /// <param name="wire">The wire to the server.</param>
    /// <param name="clock">Decides on time-outs.</param>
    /// <param name="options">How patient to be.</param>
    public GdbHost(IByteWire wire, TimeProvider clock, GdbHostOptions? options = null)
    {
        options ??= new();
        _session = new(new(wire, clock, options), clock, options);
        Options = options;
        Flash = new(this);
    }

    /// <summary>Names the connection in messages.</summary>
    public string Name => _session.Name;

    /// <summary>The fault that ended the session, or null.</summary>
    public Fault? Poison => _session.Poison;

    /// <summary>Whether the core runs: then it can only be waited for or halted.</summary>
    public bool IsRunning => _session.IsRunning;

    /// <summary>The flash, which plain writes do not change.</summary>
    public HostFlash Flash { get; }

    internal GdbHostOptions Options { get; }

    /// <summary>Most bytes in one packet: each takes two digits, or may have to be escaped; address and length need room as well.</summary>
    internal int Piece => Math.Min(MaxPiece, (_packetSize - 32) / 2);

    /// <summary>Begins a session: what the server can do, and that the core is a Cortex-M. The core stands afterwards.</summary>
    /// <returns>Why it stands.</returns>
    /// <exception cref="FaultException">Nobody answers, or it is another core.</exception>
    public StopReply Open()
    {
        string features = Encoding.ASCII.GetString(_session.Ask(Ascii(SupportedQuery)));
        string? size = features.Split(';').FirstOrDefault(f => f.StartsWith("PacketSize=", StringComparison.Ordinal));
        if (size is not null && RspHex.Read(Encoding.ASCII.GetBytes(size["PacketSize=".Length..]), out uint announced))
            _packetSize = (int)Math.Clamp(announced, LeastPacketSize, 1u << 20);

        // Some servers know single registers only once their description has been read.
        if (!DescribesCortexM())
            throw GdbLinkFaults.OtherCore.Exception($"{Name}: the description of the core does not name {TargetDescription.CortexM}");
        byte[] standing = _session.Ask(Ascii("?"));
        return _session.Guard(() => StopReply.Parse(standing).OrThrow(Name));
    }

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="destination">Filled completely; what passed on the way is wiped.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Memory"/>.</exception>
    public void ReadMemory(uint address, Span<byte> destination)
    {
        int step = Piece;
        for (int at = 0; at < destination.Length; at += step)
        {
            var piece = destination.Slice(at, Math.Min(step, destination.Length - at));
            string what = $"reading {piece.Length} bytes at 0x{address + (uint)at:x8}";
            byte[] answer = _session.Ask(Ascii(Invariant($"m{address + (uint)at:x},{piece.Length:x}")));
            try
            {
                _session.Reject(answer, GdbLinkFaults.Memory, what);
                if (!RspHex.Read(answer, piece))
                    throw GdbLinkFaults.Memory.Exception($"{Name}: {what}: {answer.Length / 2} bytes came");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(answer);
            }
        }
    }

    /// <summary>Reads memory.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Length in bytes.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Memory"/>.</exception>
    public byte[] ReadMemory(uint address, int length)
    {
        var bytes = new byte[length];
        ReadMemory(address, bytes);
        return bytes;
    }

    /// <summary>Writes RAM. Flash is written through <see cref="HostFlash"/>.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes; what passed on the way is wiped.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Memory"/>.</exception>
    public void WriteMemory(uint address, ReadOnlySpan<byte> source)
    {
        int step = Piece;
        for (int at = 0; at < source.Length; at += step)
        {
            var piece = source.Slice(at, Math.Min(step, source.Length - at));
            byte[] head = Ascii(Invariant($"M{address + (uint)at:x},{piece.Length:x}:"));
            var content = new byte[head.Length + (piece.Length * 2)];
            head.CopyTo(content, 0);
            RspHex.Write(piece, content.AsSpan(head.Length));
            try
            {
                _session.Demand(content, GdbLinkFaults.Memory, $"writing {piece.Length} bytes at 0x{address + (uint)at:x8}");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
            }
        }
    }

    /// <summary>Reads a register.</summary>
    /// <param name="register">Which.</param>
    public uint ReadRegister(CoreRegister register)
    {
        string what = $"reading {register}";
        byte[] answer = _session.Ask(Ascii(Invariant($"p{(int)register:x}")));
        _session.Reject(answer, GdbLinkFaults.Refused, what);
        return RspHex.ReadRegister(answer, out uint value) ? value : throw GdbLinkFaults.Refused.Exception($"{Name}: {what}: its value is not known");
    }

    /// <summary>Writes a register.</summary>
    /// <param name="register">Which.</param>
    /// <param name="value">The value.</param>
    public void WriteRegister(CoreRegister register, uint value) => _session.Demand(
        new([.. Ascii(Invariant($"P{(int)register:x}=")), .. RspHex.WriteRegister(value)]), GdbLinkFaults.Refused, $"writing {register}");

    /// <summary>Reads all registers.</summary>
    public IReadOnlyDictionary<CoreRegister, uint> ReadRegisters() => TargetDescription.Order.ToDictionary(r => r, ReadRegister);

    /// <summary>Writes registers, for example those that were read before a call.</summary>
    /// <param name="registers">Their values.</param>
    public void WriteRegisters(IReadOnlyDictionary<CoreRegister, uint> registers)
    {
        foreach (var (register, value) in registers)
            WriteRegister(register, value);
    }

    /// <summary>Sets a breakpoint in hardware: code may lie in flash.</summary>
    /// <param name="address">Address of an instruction; bit 0 is not looked at.</param>
    public void SetBreakpoint(uint address)
    {
        _session.Demand(Breakpoint('Z', address & ~1u), GdbLinkFaults.Refused, $"setting a breakpoint at 0x{address & ~1u:x8}");
        _breakpoints.Add(address & ~1u);
    }

    /// <summary>Takes a breakpoint away.</summary>
    /// <param name="address">Its address; bit 0 is not looked at.</param>
    public void ClearBreakpoint(uint address)
    {
        _session.Demand(Breakpoint('z', address & ~1u), GdbLinkFaults.Refused, $"taking the breakpoint at 0x{address & ~1u:x8} away");
        _breakpoints.Remove(address & ~1u);
    }

    /// <summary>Whether this session has a breakpoint at an address.</summary>
    /// <param name="address">The address; bit 0 is not looked at.</param>
    public bool HasBreakpoint(uint address) => _breakpoints.Contains(address & ~1u);

    /// <summary>Lets the core run on, past a breakpoint of this session at which it stands.</summary>
    /// <exception cref="FaultException">It stopped with another reason than a step while it was led past the breakpoint.</exception>
    public void Resume()
    {
        uint pc = ReadRegister(CoreRegister.Pc);
        if (_breakpoints.Contains(pc))
        {
            ClearBreakpoint(pc);
            var stop = Step();
            SetBreakpoint(pc);
            uint next = ReadRegister(CoreRegister.Pc);
            if (stop.Signal != StopSignal.Trap)
                throw GdbLinkFaults.StoppedElsewhere.Exception($"{Name}: the core stopped at 0x{next:x8} with signal {(byte)stop.Signal} one step after 0x{pc:x8}");
            if (_breakpoints.Contains(next))
            {
                _stepped = stop;
                return;
            }
        }

        _session.Start(Ascii("c"));
    }

    /// <summary>Waits for the core to stand after <see cref="Resume"/>.</summary>
    /// <param name="patience">How long.</param>
    /// <returns>Why it stands, or null when it still runs.</returns>
    public StopReply? WaitForStop(TimeSpan patience)
    {
        if (_stepped is { } stepped)
        {
            _stepped = null;
            return stepped;
        }

        return _session.WaitForStop(patience, out var stop) ? stop : null;
    }

    /// <summary>Lets the core run until it stands.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Why it stands, or null when it still runs.</returns>
    public StopReply? Continue(TimeSpan patience)
    {
        Resume();
        return WaitForStop(patience);
    }

    /// <summary>Makes the core do one instruction.</summary>
    /// <returns>Why it stands.</returns>
    public StopReply Step()
    {
        _session.Start(Ascii("s"));
        return _session.WaitForStop(Options.Timeout, out var stop)
            ? stop!
            : throw GdbLinkFaults.NoAnswer.Exception($"{Name}: the core does not end its step");
    }

    /// <summary>Stops a core that runs; one that stands is left as it is.</summary>
    /// <returns>Why it stands.</returns>
    public StopReply Halt()
    {
        if (!_session.Guard(() => _session.IsRunning))
            return new(StopSignal.Interrupt);
        _session.Interrupt();
        return _session.WaitForStop(Options.Timeout, out var stop)
            ? stop!
            : throw GdbLinkFaults.DoesNotStop.Exception($"{Name}: the core does not stop when it is asked to");
    }

    /// <summary>Executes a command of the server.</summary>
    /// <param name="command">The command, as after <c>monitor</c> in gdb.</param>
    /// <returns>What it printed.</returns>
    public string Monitor(string command) => _session.Monitor(command);

    /// <summary>Takes the session's breakpoints away and leaves the core to itself; it runs on. The session is over.</summary>
    public void Detach()
    {
        foreach (uint address in _breakpoints.ToList())
            ClearBreakpoint(address);
        _session.Demand(Ascii("D"), GdbLinkFaults.Refused, "detaching");
    }

    /// <summary>Sends a packet that is answered with OK.</summary>
    internal void Demand(ReadOnlyMemory<byte> content, FaultCode refusal, string doing) => _session.Demand(content, refusal, doing);

    private bool DescribesCortexM()
    {
        var names = new Queue<string>([TargetDescription.FileName]);
        for (int read = 0; read < MaxIncludes && names.TryDequeue(out string? name); read++)
        {
            byte[] text = ReadObject("features", name);
            if (TargetDescription.IsCortexM(text))
                return true;
            foreach (string include in TargetDescription.Includes(text))
                names.Enqueue(include);
        }

        return false;
    }

    private byte[] ReadObject(string kind, string name)
    {
        var text = new List<byte>();
        int step = Piece;
        while (text.Count < TargetDescription.MaxLength)
        {
            byte[] answer = _session.Ask(Ascii(Invariant($"qXfer:{kind}:read:{name}:{text.Count:x},{step:x}")));
            _session.Reject(answer, GdbLinkFaults.Refused, $"reading {name}");
            text.AddRange(answer.AsSpan(1));
            if (answer[0] == 'l')
                return [.. text];
            if (answer[0] != 'm' || answer.Length == 1)
                break;
        }

        throw GdbLinkFaults.OutOfStep.Exception($"{Name}: reading {name} does not end");
    }

    private static byte[] Breakpoint(char letter, uint address) => Ascii(Invariant($"{letter}1,{address:x},2"));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
