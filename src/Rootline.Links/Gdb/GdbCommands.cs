using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>The packets that a server knows, by their first letters; the others get the empty answer, as the protocol wants it.</summary>
internal sealed class GdbCommands(IDebugTarget target)
{
    private readonly GdbQueries _queries = new(target);
    private readonly GdbMemory _memory = new(target);
    private readonly HashSet<uint> _breakpoints = [];

    /// <summary>Executes a packet.</summary>
    /// <param name="content">Its content; anything may stand there.</param>
    public GdbReply Execute(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return GdbReply.Unknown;
        var rest = content[1..];
        return (char)content[0] switch
        {
            '?' => new(null, StopSignal.Trap),
            'g' => _memory.ReadRegisters(),
            'G' => _memory.WriteRegisters(rest),
            'p' => _memory.ReadRegister(rest),
            'P' => _memory.WriteRegister(rest),
            'm' => _memory.Read(rest),
            'M' => _memory.WriteHex(rest),
            'X' => _memory.WriteBinary(rest),
            'Z' => Breakpoint(rest, sets: true),
            'z' => Breakpoint(rest, sets: false),
            'c' or 'C' => GdbReply.RunOn,
            's' or 'S' => new(null, target.Step()),
            'H' or 'T' => GdbReply.Ok,
            'D' => Leave(GdbReply.Ok),
            'k' => Leave(new(null)),
            'q' or 'Q' => _queries.Execute(content),
            'v' => Verbose(content),
            _ => GdbReply.Unknown,
        };
    }

    /// <summary>Takes the client's breakpoints away.</summary>
    public void Forget()
    {
        foreach (uint address in _breakpoints)
            target.ClearBreakpoint(address);
        _breakpoints.Clear();
    }

    private GdbReply Leave(GdbReply reply)
    {
        Forget();
        return reply with { Resumes = true };
    }

    // Kind 0 is a breakpoint in software, 1 in hardware; here both are the same. Then address and length of the instruction.
    private GdbReply Breakpoint(ReadOnlySpan<byte> rest, bool sets)
    {
        if (rest.Length < 2 || rest[0] is not ((byte)'0' or (byte)'1'))
            return GdbReply.Unknown;
        if (rest[1] != ',' || !RspNumbers.Pair(rest[2..], out uint address, out _))
            return GdbReply.Error;
        address &= ~1u;
        if (sets && !target.SetBreakpoint(address))
            return GdbReply.Error;
        if (!sets)
            target.ClearBreakpoint(address);
        _ = sets ? _breakpoints.Add(address) : _breakpoints.Remove(address);
        return GdbReply.Ok;
    }

    private GdbReply Verbose(ReadOnlySpan<byte> content)
    {
        if (content.SequenceEqual("vCont?"u8))
            return new("vCont;c;C;s;S"u8.ToArray());
        if (content.StartsWith("vCont;"u8) && content.Length > 6)
            return content[6] is (byte)'s' or (byte)'S' ? new(null, target.Step()) : content[6] is (byte)'c' or (byte)'C' ? GdbReply.RunOn : GdbReply.Error;
        if (content.StartsWith("vKill"u8))
            return Leave(GdbReply.Ok);
        if (content.StartsWith("vFlash"u8) && target.Flash is { } flash)
            return Flash(content["vFlash".Length..], flash);
        return GdbReply.Unknown;
    }

    private static GdbReply Flash(ReadOnlySpan<byte> rest, IDebugFlash flash)
    {
        if (rest.SequenceEqual("Done"u8))
            return GdbReply.Of(flash.Finish());
        if (rest.StartsWith("Erase:"u8))
            return RspNumbers.Pair(rest["Erase:".Length..], out uint address, out uint length) ? GdbReply.Of(flash.Erase(address, length)) : GdbReply.Error;
        if (!rest.StartsWith("Write:"u8))
            return GdbReply.Unknown;
        rest = rest["Write:".Length..];
        int colon = rest.IndexOf((byte)':');
        return colon > 0 && RspHex.Read(rest[..colon], out uint place) ? GdbReply.Of(flash.Write(place, rest[(colon + 1)..])) : GdbReply.Error;
    }
}
