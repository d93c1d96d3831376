namespace Rootline.Cards.Tp;

/// <summary>What the card answered last, so that the same response again costs nothing.</summary>
/// <param name="Question">SHA-256 of the whole TP response, 32 bytes.</param>
/// <param name="Answer">The wrapped data as it left the card.</param>
public sealed record StoredAnswer(ReadOnlyMemory<byte> Question, ReadOnlyMemory<byte> Answer);
