using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>A response and what may follow it.</summary>
/// <param name="Response">What is said.</param>
/// <param name="Heard">What comes when it was acknowledged.</param>
/// <param name="Aborted">What comes when the host breaks off instead.</param>
/// <param name="Unheard">What comes when it is never acknowledged.</param>
internal sealed record AnswerPlan(ResponsePacket Response, Func<DeviceState> Heard, Func<DeviceState> Aborted, Func<DeviceState> Unheard)
{
    /// <summary>The piece of data that the response follows; null when it follows none.</summary>
    public ReadOnlyMemory<byte>? LastPiece { get; init; }

    /// <summary>Whether the response ends the command.</summary>
    public bool IsLast { get; init; }
}
