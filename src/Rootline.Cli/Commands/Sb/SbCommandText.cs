using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Cli.Commands.Sb;

/// <summary>A command of an SB file as it is shown: its name, and its fields in the order of the configuration of <c>sb build</c>.</summary>
/// <param name="Name">The name, as in the configuration.</param>
/// <param name="Fields">Names and numbers.</param>
internal sealed record SbCommandText(string Name, IReadOnlyList<(string Name, uint Value)> Fields)
{
    /// <summary>SHA-256 of the data of a load, 64 hexadecimal digits, or null.</summary>
    public string? Digest { get; private init; }

    /// <summary>Describes a command.</summary>
    /// <param name="command">The command.</param>
    public static SbCommandText Of(Sb2Command command) => command switch
    {
        NopCommand => new("nop", []),
        LoadCommand c => new("load", [("address", c.Address), ("length", (uint)c.Data.Length), .. In(c.Memory)])
        {
            Digest = Convert.ToHexStringLower(SHA256.HashData(c.Data.Span)),
        },
        FillCommand c => new("fill", [("address", c.Address), ("length", c.Length), ("pattern", c.Pattern), .. In(c.Memory)]),
        JumpCommand { StackPointer: { } pointer } c => new("jump", [("address", c.Address), ("argument", c.Argument), ("stack_pointer", pointer)]),
        JumpCommand c => new("jump", [("address", c.Address), ("argument", c.Argument)]),
        CallCommand c => new("call", [("address", c.Address), ("argument", c.Argument)]),
        EraseCommand { Extent: EraseExtent.Region } c => new("erase", [("address", c.Address), ("length", c.Length), .. In(c.Memory)]),
        EraseCommand { Extent: EraseExtent.All } c => new("erase_all", In(c.Memory)),
        EraseCommand c => new("erase_all_unsecure", In(c.Memory)),
        ResetCommand => new("reset", []),
        MemoryEnableCommand c => new("enable", [("address", c.Address), ("length", c.Length), .. In(c.Memory)]),
        ProgramCommand { Second: { } second } c => new("program", [("index", c.Index), ("word", c.First), ("second", second), .. In(c.Memory)]),
        ProgramCommand c => new("program", [("index", c.Index), ("word", c.First), .. In(c.Memory)]),
        VersionCheckCommand c => new("version_check", [(c.IsNonSecure ? "non_secure" : "secure", c.Version)]),
        KeyStoreSaveCommand c => new("key_store_save", [("address", c.Address), .. In(c.Memory)]),
        KeyStoreRestoreCommand c => new("key_store_restore", [("address", c.Address), .. In(c.Memory)]),
        _ => new("unknown", []),
    };

    /// <summary>One line.</summary>
    public override string ToString()
    {
        string fields = string.Concat(Fields.Select(f => $"  {f.Name} {Shown(f.Name, f.Value)}"));
        return $"{Name}{fields}{(Digest is null ? "" : $"  sha256 {Digest[..16]}...")}";
    }

    /// <summary>Writes a JSON object.</summary>
    /// <param name="json">Where to.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("command", Name);
        foreach (var (name, value) in Fields)
            json.WriteNumber(name, value);
        if (Digest is not null)
            json.WriteString("sha256", Digest);
        json.WriteEndObject();
    }

    private static string Shown(string name, uint value) =>
        name is "address" or "pattern" or "argument" or "stack_pointer" or "word" or "second" ? $"{value:x8}" : $"{value}";

    private static IReadOnlyList<(string, uint)> In(Sb2Memory memory) =>
        memory == default ? [] : [("memory", memory.Device), ("group", memory.Group)];
}
