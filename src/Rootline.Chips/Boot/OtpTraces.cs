using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// Whether a copy of one-time memory shows traces of use. None means blocks of one value: erased, or zeros from a formatting; no
/// key and no counter fills a block so. What was never used has at least one copy without traces, whatever moment the power
/// went at. Two forms, because formatting loses what is there.
/// </summary>
internal static class OtpTraces
{
    private const int Block = 256;
    private const int Word = 4;
    private const byte Set = 0xFF;

    /// <summary>Whether there are no traces.</summary>
    /// <param name="region">A copy.</param>
    /// <param name="layout">What lies where.</param>
    public static bool AreNone(FlashRegion region, OtpLayout layout)
    {
        for (int block = 0; block < layout.SwapCount; block += Block)
        {
            int start = Math.Max(block, Word);
            var part = new byte[Math.Min(block + Block, layout.SwapCount) - start];
            bool isReadable = region.TryRead(start, part);
            if (isReadable && (part.AsSpan().ContainsAnyExcept(part[0]) || part[0] is not (0 or Set)))
                return false;
        }

        return true;
    }

    /// <summary>How many blocks show traces.</summary>
    /// <param name="region">A copy.</param>
    /// <param name="layout">What lies where.</param>
    public static int Count(FlashRegion region, OtpLayout layout) => Enumerable.Range(0, (layout.SwapCount + Block - 1) / Block).Sum(i =>
    {
        int start = Math.Max(i * Block, Word);
        var part = new byte[Math.Min((i + 1) * Block, layout.SwapCount) - start];
        region.TryRead(start, part); // what cannot be read is zero
        int sum = part.Sum(b => b);
        return Math.Sign(sum * ((part.Length * Set) - sum));
    });
}
