using System.Globalization;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Log;

/// <summary>A card's counter as the operator gives it: <c>N</c>, or <c>CARD:N</c> where there are several cards.</summary>
/// <param name="CardId">The card's id, or null for the only one.</param>
/// <param name="Counter">Its counter.</param>
internal sealed record ExpectedCounter(string? CardId, uint Counter)
{
    /// <summary>Reads it.</summary>
    /// <param name="text">What the operator wrote.</param>
    public static ExpectedCounter Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        return uint.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out uint counter)
            ? new(colon < 0 ? null : text[..colon], counter)
            : throw FrameFaults.Usage.Exception($"--expect-counter {text}: not a counter from 0 to 4294967295, nor CARD:COUNTER");
    }
}
