using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// How a host's packets and pieces travel: framed and acknowledged on a UART, or as reports on USB. Everything above it is the
/// same for both.
/// </summary>
internal interface IHostCarrier
{
    /// <summary>Names the wire in messages.</summary>
    string Name { get; }

    /// <summary>The longest piece of data that fits, in bytes.</summary>
    int MaxPiece { get; }

    /// <summary>Whether memory is read with one command a piece, because the target cannot wait between pieces.</summary>
    bool ReadsInPieces { get; }

    /// <summary>True when a packet came where only an acknowledgement was due; <see cref="Receive"/> returns it.</summary>
    bool HasEarlyFrame { get; }

    /// <summary>True when what was received last may be a repetition: it came late, or after it was asked for again.</summary>
    bool MayBeRepetition { get; }

    /// <summary>Forgets whatever came late from an exchange that is over.</summary>
    void Clear();

    /// <summary>Asks whether anybody is there.</summary>
    /// <returns>The answer; null where there is no such question.</returns>
    PingResponse? Ping();

    /// <summary>Sends a frame until it has arrived.</summary>
    /// <param name="frame">A command or data frame.</param>
    /// <param name="repeatsOnSilence">Whether it may be sent again when nothing says that it was not taken.</param>
    /// <returns>False when the target ended the data phase instead.</returns>
    bool Send(Frame frame, bool repeatsOnSilence);

    /// <summary>Receives a sound frame of type command, data or abort. The caller acknowledges it.</summary>
    /// <param name="asksAgain">Whether to ask for it again when nothing comes.</param>
    Frame Receive(bool asksAgain = true);

    /// <summary>Says that what was received was taken.</summary>
    void Acknowledge();
}
