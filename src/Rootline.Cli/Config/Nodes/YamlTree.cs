using Rootline.Core.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rootline.Cli.Config.Nodes;

/// <summary>Reads YAML into nodes with their lines. An anchor's node is shared by its aliases, so that aliases cost nothing.</summary>
internal sealed class YamlTree
{
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];
    private readonly DepthLimit _parser;

    private YamlTree(string text) => _parser = new DepthLimit(new Parser(new StringReader(text)));

    /// <summary>Reads one document.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>Its root, or a fault with the line.</returns>
    public static Parsed<ConfigNode> Parse(string text)
    {
        var tree = new YamlTree(text);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            return ConfigFaults.Configuration.Fault($"line {e.Start.Line}: {Tidy(e.Message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The library's scanner says so of some texts that are no YAML (the latter of some tags), without a place.
            return ConfigFaults.Configuration.Fault($"line {tree._parser.Current?.End.Line ?? 1} or after it: not YAML");
        }
    }

    private ConfigNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
            return new ConfigScalar(1, null);
        _parser.Consume<DocumentStart>();
        var root = Node();
        _parser.Consume<DocumentEnd>();
        return _parser.TryConsume<StreamEnd>(out _)
            ? root
            : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a second document begins; one is read");
    }

    private ConfigNode Node()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var shared)
                ? shared
                : throw new YamlException(alias.Start, alias.End, $"alias {alias.Value} has no anchor before it");
        }

        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = Fresh();
        if (!anchor.IsEmpty)
            _anchors[anchor] = node;
        return node;
    }

    private ConfigNode Fresh()
    {
        if (_parser.TryConsume<Scalar>(out var scalar))
            return new ConfigScalar((int)scalar.Start.Line, IsNothing(scalar) ? null : scalar.Value);
        if (_parser.TryConsume<SequenceStart>(out var list))
            return List((int)list.Start.Line);
        return Map((int)_parser.Consume<MappingStart>().Start.Line);
    }

    private ConfigList List(int line)
    {
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node());
        return new(line, items);
    }

    private ConfigMap Map(int line)
    {
        var entries = new List<ConfigEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            if (key.Value == "<<")
                throw new YamlException(key.Start, key.End, "merge keys (<<) are not taken; write the keys out");
            if (!keys.Add(key.Value))
                throw new YamlException(key.Start, key.End, $"key {key.Value} is given twice");
            entries.Add(new(key.Value, (int)key.Start.Line, Node()));
        }

        return new(line, entries);
    }

    // YAML 1.1, tag null.
    private static bool IsNothing(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    private static string Tidy(string message)
    {
        message = message.TrimEnd('.');
        return message.Length > 1 && char.IsLower(message[1]) ? char.ToLowerInvariant(message[0]) + message[1..] : message;
    }
}
