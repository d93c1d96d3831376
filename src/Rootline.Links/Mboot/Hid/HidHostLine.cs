using Rootline.Core.Time;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Hid;

namespace Rootline.Links.Mboot.Hid;

/// <summary>
/// Packets and pieces as reports on USB, which repeats what is damaged: no checksum, no acknowledgement, nothing is sent twice.
/// Source: nxp-mboot section 2.
/// </summary>
internal sealed class HidHostLine(IReportWire wire, TimeProvider clock, MbootHostOptions options) : IHostCarrier
{
    // A target that wants no more data says so before the next piece; it is given this long.
    private static readonly TimeSpan AbortLook = TimeSpan.FromMilliseconds(10);

    private Frame? _early;

    public string Name => wire.Name;

    public int MaxPiece => HidReport.MaxPayload;

    public bool ReadsInPieces => true;

    public bool HasEarlyFrame => _early is not null;

    public bool MayBeRepetition => false;

    public void Clear()
    {
        wire.DiscardInput();
        _early = null;
    }

    public PingResponse? Ping() => null;

    public bool Send(Frame frame, bool repeatsOnSilence)
    {
        bool isData = frame.Type == FrameType.Data;
        if (isData && Next(AbortLook) is { } said)
        {
            if (said.Type == FrameType.Abort)
                return false;
            _early = said;
        }

        wire.Write(new HidReport(isData ? HidReportId.DataOut : HidReportId.CommandOut, frame.Payload).ToBytes());
        return true;
    }

    public Frame Receive(bool asksAgain = true)
    {
        var frame = _early ?? Next(options.Timeout);
        _early = null;
        return frame ?? throw MbootLinkFaults.NoAnswer.Exception($"{Name}: no answer within {options.Timeout.TotalMilliseconds:0} ms");
    }

    public void Acknowledge()
    {
    }

    private Frame? Next(TimeSpan span)
    {
        if (wire.Read(Deadline.After(clock, span, options.Cancellation)) is not { } bytes)
            return null;
        var report = HidReport.Parse(bytes).OrThrow(Name);
        return report switch
        {
            { Payload.IsEmpty: true } => Frame.Abort,
            { Id: HidReportId.CommandIn } => Frame.Command(report.Payload),
            { Id: HidReportId.DataIn } => Frame.Data(report.Payload),
            _ => throw MbootLinkFaults.OutOfStep.Exception($"{Name}: a report of kind {report.Id} came from the target"),
        };
    }
}
