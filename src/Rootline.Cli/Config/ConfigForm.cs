using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Rootline.Cli.Config.Nodes;
using Rootline.Core.Faults;

namespace Rootline.Cli.Config;

/// <summary>One map of a configuration file on its way to a validated record: each value is asked for by its key and type.</summary>
/// <param name="map">The map.</param>
/// <param name="findings">Where faults go.</param>
/// <param name="paths">How paths are found.</param>
internal sealed class ConfigForm(ConfigMap map, ConfigFindings findings, ConfigPaths paths)
{
    /// <summary>Where faults go.</summary>
    public ConfigFindings Findings => findings;

    /// <summary>How paths are found.</summary>
    public ConfigPaths Paths => paths;

    /// <summary>Opens a file's map.</summary>
    /// <param name="document">The file.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="workingFolder">The working folder.</param>
    /// <param name="known">The keys it may have; others are told as a warning. Null for those of cards and stations.</param>
    public static ConfigForm Of(ConfigDocument document, Core.Disks.IDisk disk, string workingFolder, IReadOnlyCollection<string>? known = null)
    {
        var form = new ConfigForm(document.Root, new(document.Path), new(disk, Path.GetDirectoryName(document.Path)!, workingFolder));
        form.WarnOfUnknown(known ?? ConfigKeys.Top);
        return form;
    }

    /// <summary>The line of a key, or of the map where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public int LineOf(string key) => Entry(key)?.Line ?? map.Line;

    /// <summary>Whether a key has a value.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key) => Entry(key) is { Value: not ConfigScalar { Text: null } };

    /// <summary>A value of any kind, or null.</summary>
    /// <param name="key">The key.</param>
    public ConfigNode? Node(string key) => Has(key) ? Entry(key)!.Value : null;

    /// <summary>A text, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="required">Whether a missing one is a fault.</param>
    public string? Text(string key, bool required = false)
    {
        switch (Node(key))
        {
            case ConfigScalar { Text: { Length: > 0 } text }:
                return text;
            case null:
                if (required)
                    findings.Add(map.Line, $"{key} is missing");
                return null;
            case ConfigScalar:
                findings.Add(LineOf(key), $"{key} is empty");
                return null;
            default:
                findings.Add(LineOf(key), $"{key} is not a single value");
                return null;
        }
    }

    /// <summary>A whole number, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The largest.</param>
    /// <param name="required">Whether a missing one is a fault.</param>
    public BigInteger? Number(string key, BigInteger min, BigInteger max, bool required = false) =>
        Text(key, required) is { } text ? Number(key, text, LineOf(key), (min, max)) : null;

    /// <summary>Numbers of a list; empty where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="max">The largest of each.</param>
    public IReadOnlyList<BigInteger> Numbers(string key, BigInteger max)
    {
        if (Node(key) is not ConfigList list)
        {
            if (Has(key))
                findings.Add(LineOf(key), $"{key} is not a list");
            return [];
        }

        var numbers = list.Items.Select(i => i is ConfigScalar { Text: { } text } ? Number(key, text, i.Line, (0, max)) : NotANumber(key, i)).ToList();
        return numbers.Contains(null) ? [] : numbers.ConvertAll(n => n!.Value);
    }

    /// <summary>The absolute path of a file that exists, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="required">Whether a missing key is a fault; a missing file always is one.</param>
    public string? ExistingFile(string key, bool required = false)
    {
        if (Text(key, required) is not { } text)
            return null;
        if (paths.Find(text) is { } path)
            return path;
        findings.Add(LineOf(key), $"{key}: {text} does not exist");
        return null;
    }

    /// <summary>What a file holds, or null when it cannot be used, which is a fault. The bytes read are wiped.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Makes it of the file's bytes; keeps none of them.</param>
    /// <param name="required">Whether a missing key is a fault.</param>
    public T? Content<T>(string key, Func<byte[], Parsed<T>> read, bool required = false)
        where T : class
    {
        return ExistingFile(key, required) is { } path ? Read(key, path, read) : null;
    }

    /// <summary>As <see cref="Content"/>, of a file whose path is only a part of the value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The path as it was written.</param>
    /// <param name="read">Makes it of the file's bytes; keeps none of them.</param>
    public T? ContentOf<T>(string key, string text, Func<byte[], Parsed<T>> read)
        where T : class
    {
        if (paths.Find(text) is { } path)
            return Read(key, path, read);
        findings.Add(LineOf(key), $"{key}: {text} does not exist");
        return null;
    }

    private T? Read<T>(string key, string path, Func<byte[], Parsed<T>> read)
        where T : class
    {
        byte[] bytes = [];
        try
        {
            bytes = paths.Disk.ReadAll(path);
            if (read(bytes).Try(out var value, out var fault))
                return value;
            findings.Add(LineOf(key), $"{key}: {path}: {fault.What}");
        }
        catch (FaultException e)
        {
            findings.Add(LineOf(key), $"{key}: {e.Fault.What}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }

        return null;
    }

    /// <summary>A map below this one, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="required">Whether a missing one is a fault.</param>
    /// <param name="known">The keys it may have; others are told as a warning. None for any.</param>
    public ConfigForm? Form(string key, bool required, params IReadOnlyCollection<string> known)
    {
        switch (Node(key))
        {
            case ConfigMap below:
                var form = new ConfigForm(below, findings, paths);
                if (known.Count > 0)
                    form.WarnOfUnknown(known);
                return form;
            case null when !required:
                return null;
            default:
                findings.Add(LineOf(key), Has(key) ? $"{key} is not a map of keys and values" : $"{key} is missing");
                return null;
        }
    }

    /// <summary>Warns of keys that are not known.</summary>
    /// <param name="known">The keys that are.</param>
    public void WarnOfUnknown(IReadOnlyCollection<string> known)
    {
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key)))
            findings.Warn(entry.Line, $"{entry.Key} is not a key that is known, it is ignored");
    }

    private BigInteger? Number(string key, string text, int line, (BigInteger Min, BigInteger Max) range)
    {
        if (NumberText.Parse(text) is not { } number)
            findings.Add(line, $"{key}: {Shown(text)} is not a whole number");
        else if (number < range.Min || number > range.Max)
            findings.Add(line, string.Create(CultureInfo.InvariantCulture, $"{key}: {text} is not within {range.Min} to {range.Max}"));
        else
            return number;
        return null;
    }

    private BigInteger? NotANumber(string key, ConfigNode item)
    {
        findings.Add(item.Line, $"{key}: an item is not a whole number");
        return null;
    }

    // A key file's content pasted into the configuration must not reach the terminal.
    private static string Shown(string text) => text.Length <= 24 ? text : $"a text of {text.Length} characters";

    private ConfigEntry? Entry(string key) => map.Entries.FirstOrDefault(e => e.Key == key);
}
