namespace Rootline.Cli.Config;

/// <summary>Named limits of configuration files.</summary>
internal static class ConfigLimits
{
    /// <summary>The longest file in bytes: a wrong path to an image must not become a tree in memory.</summary>
    public const int Length = 1024 * 1024;

    /// <summary>The deepest nesting: thousands of opening brackets must not exhaust the stack.</summary>
    public const int Depth = 64;

    /// <summary>The longest number in characters: parsing one takes time that grows with the square of its length.</summary>
    public const int NumberLength = 64;
}
