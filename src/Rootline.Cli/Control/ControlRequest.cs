using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Cli.Control;

/// <summary>
/// One request: a flat JSON object with <c>do</c> (what), <c>v</c> (version, 1 when it is missing) and the fields of what is
/// asked. Strict: unknown and repeated fields are refused, so that a typing error never does something else.
/// </summary>
internal sealed class ControlRequest
{
    /// <summary>The version of the language.</summary>
    public const int Version = 1;

    /// <summary>The field that consents to show keys. Long on purpose.</summary>
    public const string RevealField = "reveal-the-secrets-of-this-virtual-chip";

    private readonly Dictionary<string, JsonElement> _fields;

    private ControlRequest(string verb, Dictionary<string, JsonElement> fields) => (Verb, _fields) = (verb, fields);

    /// <summary>What is to be done.</summary>
    public string Verb { get; }

    /// <summary>Whether the keys of the chip are to be shown.</summary>
    public bool Reveals => Bool(RevealField, false);

    /// <summary>Reads a request.</summary>
    /// <param name="line">The line in UTF-8, without its end.</param>
    public static Parsed<ControlRequest> Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = ControlLimits.Depth });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is said of texts that are no Unicode, when they are read.
            return ControlFaults.Request.Fault("the line is not a flat JSON object");
        }
    }

    /// <summary>Refuses fields that the verb does not have.</summary>
    /// <param name="known">The verb's fields.</param>
    public void Demand(IReadOnlyList<string> known)
    {
        if (_fields.Keys.FirstOrDefault(f => !known.Contains(f)) is { } unknown)
            throw ControlFaults.Request.Exception($"{Verb} has no field {unknown}");
    }

    /// <summary>Whether a field is there.</summary>
    /// <param name="name">The field.</param>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>A text that must be there and not be empty.</summary>
    /// <param name="name">The field.</param>
    public string Text(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw ControlFaults.Request.Exception($"{Verb} needs the text {name}");

    /// <summary>A text among a few.</summary>
    /// <param name="name">The field.</param>
    /// <param name="choices">What it may be.</param>
    public string Choice(string name, params string[] choices)
    {
        string text = Text(name);
        return choices.Contains(text) ? text : throw ControlFaults.Request.Exception($"{Verb}: {name} is one of {string.Join(", ", choices)}");
    }

    /// <summary>A whole number.</summary>
    /// <param name="name">The field.</param>
    /// <param name="least">The least that is taken.</param>
    /// <param name="most">The most that is taken.</param>
    /// <param name="otherwise">What it is when it is missing; null when it must be there.</param>
    public long Number(string name, long least, long most, long? otherwise = null)
    {
        if (!_fields.TryGetValue(name, out var value))
            return otherwise ?? throw ControlFaults.Request.Exception($"{Verb} needs the number {name}");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw ControlFaults.Request.Exception($"{Verb}: {name} is a whole number from {least} to {most}");
    }

    /// <summary>A yes or no.</summary>
    /// <param name="name">The field.</param>
    /// <param name="otherwise">What it is when it is missing; null when it must be there.</param>
    public bool Bool(string name, bool? otherwise = null)
    {
        if (!_fields.TryGetValue(name, out var value))
            return otherwise ?? throw ControlFaults.Request.Exception($"{Verb} needs {name}: true or false");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw ControlFaults.Request.Exception($"{Verb}: {name} is true or false");
    }

    private static Parsed<ControlRequest> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return ControlFaults.Request.Fault("the line is not a flat JSON object");
        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in root.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String)
                _ = field.Value.GetString();
            if (!fields.TryAdd(field.Name, field.Value.Clone()))
                return ControlFaults.Request.Fault("a field is given twice");
        }

        if (fields.Remove("v", out var version) && !(version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int v) && v == Version))
            return ControlFaults.Request.Fault($"this is version {Version} of the control language");
        return fields.Remove("do", out var verb) && verb.ValueKind == JsonValueKind.String
            ? new ControlRequest(verb.GetString()!, fields)
            : ControlFaults.Request.Fault("the field do is missing");
    }
}
