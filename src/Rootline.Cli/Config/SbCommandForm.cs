using Rootline.Cli.Config.Nodes;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Cli.Config;

/// <summary>One command of a configuration for <c>sb build</c>: a name alone, or a name with its fields.</summary>
/// <param name="fields">The fields.</param>
internal sealed class SbCommandForm(ConfigForm fields)
{
    private static readonly Dictionary<string, (string[] Fields, Func<SbCommandForm, Sb2Command> Make)> Commands = new()
    {
        ["nop"] = ([], _ => new NopCommand()),
        ["load"] = (["address", "file", "memory", "group"], f => new LoadCommand(f.U32("address"), f.File("file"), f.Memory)),
        ["fill"] = (["address", "length", "pattern", "memory", "group"], f => new FillCommand(f.U32("address"), f.U32("length"), f.U32("pattern"), f.Memory)),
        ["jump"] = (["address", "argument", "stack_pointer"], f => new JumpCommand(f.U32("address"), f.Optional("argument") ?? 0, f.Optional("stack_pointer"))),
        ["call"] = (["address", "argument"], f => new CallCommand(f.U32("address"), f.Optional("argument") ?? 0)),
        ["erase"] = (["address", "length", "memory", "group"], f => new EraseCommand(f.U32("address"), f.U32("length"), EraseExtent.Region, f.Memory)),
        ["erase_all"] = (["memory", "group"], f => new EraseCommand(0, 0, EraseExtent.All, f.Memory)),
        ["erase_all_unsecure"] = (["memory", "group"], f => new EraseCommand(0, 0, EraseExtent.AllAndUnsecure, f.Memory)),
        ["reset"] = ([], _ => new ResetCommand()),
        ["enable"] = (["address", "length", "memory", "group"], f => new MemoryEnableCommand(f.U32("address"), f.U32("length"), f.Memory)),
        ["program"] = (["index", "word", "second", "memory", "group"], f => new ProgramCommand(f.U32("index"), f.U32("word"), f.Optional("second"), f.Memory)),
        ["version_check"] = (["secure", "non_secure"], f => f.VersionCheck()),
        ["key_store_save"] = (["address", "memory", "group"], f => new KeyStoreSaveCommand(f.U32("address"), f.Memory)),
        ["key_store_restore"] = (["address", "memory", "group"], f => new KeyStoreRestoreCommand(f.U32("address"), f.Memory)),
    };

    /// <summary>Which memory; the internal one where none is named.</summary>
    private Sb2Memory Memory => new((byte)(fields.Number("memory", 0, byte.MaxValue) ?? 0), (byte)(fields.Number("group", 0, 15) ?? 0));

    /// <summary>Reads a command.</summary>
    /// <param name="form">Where faults go and how files are found.</param>
    /// <param name="item">The list's item.</param>
    /// <returns>The command, or null when it has no known name, which is a fault. Faults of its fields are added too.</returns>
    public static Sb2Command? Read(ConfigForm form, ConfigNode item)
    {
        var (name, value) = item switch
        {
            ConfigScalar { Text: { Length: > 0 } text } => (text, null),
            ConfigMap { Entries: [var only] } => (only.Key, only.Value),
            _ => ((string?)null, (ConfigNode?)null),
        };
        if (name is null || !Commands.TryGetValue(name, out var command))
        {
            form.Findings.Add(item.Line, $"{name ?? "an item"} is not a command; commands are {string.Join(", ", Commands.Keys)}");
            return null;
        }

        var fields = value switch
        {
            ConfigMap map => map,
            null or ConfigScalar { Text: null } => new ConfigMap(item.Line, []),
            _ => null,
        };
        if (fields is null)
        {
            form.Findings.Add(item.Line, $"{name} is not a map of fields");
            return null;
        }

        foreach (var entry in fields.Entries.Where(e => !command.Fields.Contains(e.Key)))
            form.Findings.Add(entry.Line, $"{name} has no field {entry.Key}{(command.Fields.Length > 0 ? "; its fields are " + string.Join(", ", command.Fields) : "")}");
        return command.Make(new SbCommandForm(new(fields, form.Findings, form.Paths)));
    }

    private uint U32(string key) => (uint)(fields.Number(key, 0, uint.MaxValue, required: true) ?? 0);

    private uint? Optional(string key) => (uint?)fields.Number(key, 0, uint.MaxValue);

    private byte[] File(string key) => fields.Content<byte[]>(key, f => (byte[])f.Clone(), required: true) ?? [];

    private VersionCheckCommand VersionCheck()
    {
        if (fields.Has("secure") == fields.Has("non_secure"))
            fields.Findings.Add(fields.LineOf("secure"), "version_check has either secure or non_secure");
        bool nonSecure = fields.Has("non_secure");
        return new(nonSecure, Optional(nonSecure ? "non_secure" : "secure") ?? 0);
    }
}
