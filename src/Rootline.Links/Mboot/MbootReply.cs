using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>What a target answers to a command: a response, and what follows it.</summary>
public sealed record MbootReply
{
    private MbootReply(ResponsePacket response) => Response = response;

    /// <summary>The first response.</summary>
    public ResponsePacket Response { get; }

    /// <summary>The bytes of a data phase to the host, or null when there is none.</summary>
    public ReadOnlyMemory<byte>? DataOut { get; private init; }

    /// <summary>How many bytes are expected from the host, or null when there is no such data phase.</summary>
    public uint? DataIn { get; private init; }

    /// <summary>A status alone.</summary>
    /// <param name="command">The command that is answered.</param>
    /// <param name="status">0 for success.</param>
    public static MbootReply Status(CommandPacket command, uint status) => new(ResponsePacket.Generic(status, command.Tag));

    /// <summary>The values of a property.</summary>
    /// <param name="values">1 to 31 words.</param>
    public static MbootReply Property(params uint[] values) => new(new ResponsePacket(ResponseTag.GetProperty, false, [MbootStatus.Success, .. values]));

    /// <summary>The outcome of a trust provisioning operation.</summary>
    /// <param name="status">0 for success.</param>
    /// <param name="values">What the operation returns.</param>
    public static MbootReply TrustProvisioning(uint status, params uint[] values) => new(new ResponsePacket(ResponseTag.TrustProvisioning, false, [status, .. values]));

    /// <summary>Memory that was read.</summary>
    /// <param name="data">The bytes; sent in pieces of the maximum packet size.</param>
    public static MbootReply Memory(ReadOnlyMemory<byte> data) =>
        new(new ResponsePacket(ResponseTag.ReadMemory, false, MbootStatus.Success, (uint)data.Length)) { DataOut = data };

    /// <summary>Data of another kind than memory.</summary>
    /// <param name="tag">A tag that announces data (<see cref="DataResponse"/>).</param>
    /// <param name="data">The bytes; sent in pieces of the maximum packet size.</param>
    public static MbootReply Data(ResponseTag tag, ReadOnlyMemory<byte> data) =>
        new(new DataResponse(tag, MbootStatus.Success, (uint)data.Length).ToPacket()) { DataOut = data };

    /// <summary>One-time words.</summary>
    /// <param name="words">1 or 2 words.</param>
    public static MbootReply OneTimeWords(params uint[] words) => new(new FlashReadOnceResponse(MbootStatus.Success, words).ToPacket());

    /// <summary>The host may send its data.</summary>
    /// <param name="command">The command that is answered.</param>
    /// <param name="length">How many bytes it announced.</param>
    public static MbootReply Expect(CommandPacket command, uint length) =>
        new(ResponsePacket.Generic(MbootStatus.Success, command.Tag)) { DataIn = length };
}
