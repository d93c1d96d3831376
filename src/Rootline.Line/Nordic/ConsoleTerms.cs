namespace Rootline.Line.Nordic;

/// <summary>How a console is listened to.</summary>
/// <param name="Patience">How long at most.</param>
/// <param name="Cancellation">Calls it off.</param>
internal sealed record ConsoleTerms(TimeSpan Patience, CancellationToken Cancellation);
