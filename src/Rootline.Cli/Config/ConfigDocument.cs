using System.Text;
using Rootline.Cli.Config.Nodes;
using Rootline.Core.Disks;
using Rootline.Core.Faults;

namespace Rootline.Cli.Config;

/// <summary>A configuration file, read but not understood yet.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Root">Its map.</param>
internal sealed record ConfigDocument(string Path, ConfigMap Root)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file: JSON if it is that, else YAML.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="FaultException">It is missing, or neither JSON nor YAML with a map.</exception>
    public static ConfigDocument Read(IDisk disk, string path)
    {
        byte[] bytes = disk.ReadAll(path, ConfigLimits.Length);
        return Parse(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes).OrThrow(path) is ConfigMap root
            ? new(path, root)
            : throw ConfigFaults.Configuration.Exception($"{path}: the file does not hold keys and values");
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">UTF-8.</param>
    public static Parsed<ConfigNode> Parse(ReadOnlySpan<byte> bytes)
    {
        if (JsonTree.Parse(bytes, out bool isJson) is var json && isJson)
            return json;
        try
        {
            return YamlTree.Parse(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return ConfigFaults.Configuration.Fault("the file is not text in UTF-8");
        }
    }
}
