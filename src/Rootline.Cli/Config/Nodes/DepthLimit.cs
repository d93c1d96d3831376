using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rootline.Cli.Config.Nodes;

/// <summary>A parser that stops at a nesting which would exhaust the stack of whoever builds a tree.</summary>
/// <param name="inner">The parser.</param>
internal sealed class DepthLimit(IParser inner) : IParser
{
    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => inner.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (!inner.MoveNext())
            return false;
        _depth += inner.Current!.NestingIncrease;
        // Stream and document count as a level each.
        return _depth <= ConfigLimits.Depth + 2
            ? true
            : throw new YamlException(inner.Current.Start, inner.Current.End, $"nested deeper than {ConfigLimits.Depth} levels");
    }
}
