namespace Rootline.Cli.Config.Nodes;

/// <summary>A value of a configuration file with its place.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
internal abstract record ConfigNode(int Line);

/// <summary>A text, number or nothing.</summary>
/// <param name="Line">The line it stands on, from 1.</param>
/// <param name="Text">Its text; null for nothing.</param>
internal sealed record ConfigScalar(int Line, string? Text) : ConfigNode(Line);

/// <summary>A list.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Items">Its items.</param>
internal sealed record ConfigList(int Line, IReadOnlyList<ConfigNode> Items) : ConfigNode(Line);

/// <summary>A map; its keys are unique.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Entries">Its entries in their order.</param>
internal sealed record ConfigMap(int Line, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Line);

/// <summary>An entry of a map.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigEntry(string Key, int Line, ConfigNode Value);
