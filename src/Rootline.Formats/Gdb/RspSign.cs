namespace Rootline.Formats.Gdb;

/// <summary>What an <see cref="RspFramer"/> made of the bytes so far.</summary>
public enum RspSign
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>Something that was said of its own accord, without an answer.</summary>
    Notification,

    /// <summary>A damaged packet.</summary>
    Damaged,

    /// <summary>The other side took a packet.</summary>
    Acknowledged,

    /// <summary>The other side asks for the packet again.</summary>
    Refused,

    /// <summary>The host wants the target to stop.</summary>
    Interrupt,
}
