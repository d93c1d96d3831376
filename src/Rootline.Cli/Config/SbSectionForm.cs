using Rootline.Cli.Config.Nodes;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Config;

/// <summary>The sections of a configuration for <c>sb build</c>.</summary>
/// <param name="form">The file's map.</param>
internal sealed class SbSectionForm(ConfigForm form)
{
    /// <summary>Reads the sections.</summary>
    /// <param name="key">Their key.</param>
    /// <returns>At least one section, or null when a fault was added.</returns>
    public List<Sb2Section>? Read(string key)
    {
        if (form.Node(key) is not ConfigList { Items.Count: > 0 } list)
        {
            form.Findings.Add(form.LineOf(key), form.Has(key) ? $"{key} is not a list of sections" : $"{key} is missing");
            return null;
        }

        var sections = list.Items.Select((item, i) => Section(item, i)).ToList();
        return sections.Contains(null) ? null : sections.ConvertAll(s => s!);
    }

    private Sb2Section? Section(ConfigNode item, int place)
    {
        if (item is not ConfigMap map)
        {
            form.Findings.Add(item.Line, "a section is not a map with commands");
            return null;
        }

        var section = new ConfigForm(map, form.Findings, form.Paths);
        section.WarnOfUnknown(["id", "parts", "commands"]);
        var id = section.Number("id", 0, uint.MaxValue);
        var parts = section.Number("parts", 1, ushort.MaxValue);
        if (section.Node("commands") is not ConfigList { Items.Count: > 0 } list)
        {
            form.Findings.Add(section.LineOf("commands"), section.Has("commands") ? "commands is not a list" : "commands is missing");
            return null;
        }

        var commands = list.Items.Select(c => SbCommandForm.Read(form, c)).ToList();
        return commands.Contains(null) ? null : new((uint)(id ?? place + 1), commands.ConvertAll(c => c!), (int)(parts ?? 1));
    }
}
