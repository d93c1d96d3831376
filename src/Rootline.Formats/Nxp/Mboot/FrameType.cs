namespace Rootline.Formats.Nxp.Mboot;

/// <summary>The second byte of a frame on the UART (MCU boot loader reference, "UART framing").</summary>
public enum FrameType : byte
{
    /// <summary>The frame before was taken.</summary>
    Ack = 0xA1,

    /// <summary>The frame before was damaged: send it again.</summary>
    Nak = 0xA2,

    /// <summary>The data phase ends early.</summary>
    Abort = 0xA3,

    /// <summary>A command packet or its response packet.</summary>
    Command = 0xA4,

    /// <summary>A piece of a data phase.</summary>
    Data = 0xA5,

    /// <summary>The host asks whether anybody is there.</summary>
    Ping = 0xA6,

    /// <summary>The target says who it is.</summary>
    PingResponse = 0xA7,
}
