using Rootline.Formats.Gdb;

namespace Rootline.Links.Gdb;

/// <summary>What a server does with a packet.</summary>
/// <param name="Content">What it answers, which is its own to wipe; null when it says nothing now.</param>
/// <param name="Signal">Why the core stands, when the packet was a step.</param>
/// <param name="Resumes">Whether the core runs on.</param>
/// <param name="EndsAcknowledgement">Whether packets are not acknowledged any more, after this answer.</param>
internal readonly record struct GdbReply(byte[]? Content, StopSignal? Signal = null, bool Resumes = false, bool EndsAcknowledgement = false)
{
    public static GdbReply Ok => new("OK"u8.ToArray());

    /// <summary>The packet is not known.</summary>
    public static GdbReply Unknown => new([]);

    /// <summary>The packet cannot be read, or what it asks cannot be done: the numbers that QEMU gives.</summary>
    public static GdbReply Error => new("E22"u8.ToArray());

    /// <summary>The memory is not there, or hidden.</summary>
    public static GdbReply NoMemory => new("E14"u8.ToArray());

    /// <summary>The core runs on, and its stop is told when it comes.</summary>
    public static GdbReply RunOn => new(null, Resumes: true);

    /// <summary>OK or an error.</summary>
    public static GdbReply Of(bool done) => done ? Ok : Error;
}
