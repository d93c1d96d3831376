namespace Rootline.Faults.Skips;

/// <summary>A condition or call that can be made to answer wrongly.</summary>
/// <param name="Place">Type, method, line and instruction.</param>
/// <param name="What">The instruction.</param>
/// <param name="Variants">The ways in which it can answer wrongly, as <see cref="SkipSwitch"/> names them.</param>
public sealed record SkipSite(string Place, string What, IReadOnlyList<int> Variants)
{
    /// <summary>A variant in words.</summary>
    /// <param name="variant">One of <see cref="Variants"/>.</param>
    public string Name(int variant) => $"{Place}: {What} " + variant switch
    {
        SkipSwitch.Inverted => "inverted",
        SkipSwitch.Never => "never",
        SkipSwitch.Always => "always",
        SkipSwitch.Skipped => "left out",
        SkipSwitch.FirstCase - 1 => "takes no case",
        _ => $"always takes case {variant - SkipSwitch.FirstCase}",
    };
}
