using System.Globalization;
using System.Text;
using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Cli.Config.Nodes;

/// <summary>Reads JSON into nodes with their lines.</summary>
internal ref struct JsonTree
{
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;
    private int _line;
    private int _counted;

    private JsonTree(ReadOnlySpan<byte> text)
    {
        _text = text;
        _reader = new(text, new JsonReaderOptions { MaxDepth = ConfigLimits.Depth });
        _line = 1;
    }

    /// <summary>Reads one document.</summary>
    /// <param name="text">The file's bytes.</param>
    /// <param name="isJson">False when the file is no JSON at all and may be something else.</param>
    /// <returns>Its root, or a fault with the line.</returns>
    public static Parsed<ConfigNode> Parse(ReadOnlySpan<byte> text, out bool isJson)
    {
        isJson = true;
        var tree = new JsonTree(text);
        try
        {
            tree._reader.Read();
            var root = tree.Node();
            tree._reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            isJson = false;
            return ConfigFaults.Configuration.Fault($"line {(e.LineNumber ?? 0) + 1}: not JSON");
        }
        catch (FaultException e)
        {
            return e.Fault;
        }
    }

    private ConfigNode Node()
    {
        int line = Line();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Map(line);
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (Advance() != JsonTokenType.EndArray)
                    items.Add(Node());
                return new ConfigList(line, items);
            case JsonTokenType.Null:
                return new ConfigScalar(line, null);
            case JsonTokenType.String:
                return new ConfigScalar(line, Text(line));
            default:
                return new ConfigScalar(line, Encoding.UTF8.GetString(_reader.ValueSpan));
        }
    }

    private ConfigMap Map(int line)
    {
        var entries = new List<ConfigEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Advance() != JsonTokenType.EndObject)
        {
            int at = Line();
            string key = Text(at);
            if (!keys.Add(key))
                throw ConfigFaults.Configuration.Exception(string.Create(CultureInfo.InvariantCulture, $"line {at}: key {key} is given twice"));
            Advance();
            entries.Add(new(key, at, Node()));
        }

        return new(line, entries);
    }

    // An escape may name half of a character.
    private readonly string Text(int line)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw ConfigFaults.Configuration.Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: a text holds half a character"));
        }
    }

    private JsonTokenType Advance()
    {
        _reader.Read();
        return _reader.TokenType;
    }

    private int Line()
    {
        int at = (int)_reader.TokenStartIndex;
        _line += _text[_counted..at].Count((byte)'\n');
        _counted = at;
        return _line;
    }
}
