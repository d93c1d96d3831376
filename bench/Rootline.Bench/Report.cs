using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rootline.Bench;

/// <summary>The result as the tables of docs/benchmarks.md, or as JSON.</summary>
internal static class Report
{
    /// <summary>The machine and the tables.</summary>
    public static string Markdown(IReadOnlyList<(string Name, string Value)> machine, IReadOnlyList<BenchTable> tables)
    {
        var text = new StringBuilder("| machine | |\n|---|---|\n");
        foreach (var (name, value) in machine)
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        foreach (var table in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {table.Name}\n\nBeside: {table.Peer}. Command: `./bench/run {table.Name}`.\n\n");
            text.Append("| what | unit | ours | peer or limit | ratio | aim | n |\n|---|---|---|---|---|---|---|\n");
            foreach (var r in table.Rows)
                text.Append(CultureInfo.InvariantCulture, $"| {r.What} | {r.Unit} | {Show(r.Value)} | {Show(r.Peer)} | {r.Ratio.Median:0.000} ± {r.Ratio.Error:0.000} | {r.Aim} | {r.Value.Count} |\n");
            foreach (string note in table.Notes)
                text.Append(CultureInfo.InvariantCulture, $"\n{note}\n");
        }

        return text.ToString();
    }

    /// <summary>The same as one JSON object.</summary>
    public static string Json(IReadOnlyList<(string Name, string Value)> machine, IReadOnlyList<BenchTable> tables)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("machine");
            foreach (var (name, value) in machine)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteStartArray("benches");
            foreach (var table in tables)
                Write(json, table);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, BenchTable table)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("peer", table.Peer);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            json.WriteString("what", row.What);
            json.WriteString("unit", row.Unit);
            Write(json, "ours", row.Value);
            Write(json, "peer", row.Peer);
            Write(json, "ratio", row.Ratio);
            json.WriteString("aim", row.Aim);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Sample sample)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median", sample.Median);
        json.WriteNumber("error", sample.Error);
        json.WriteNumber("n", sample.Count);
        json.WriteEndObject();
    }

    private static string Show(Sample sample)
    {
        string format = sample.Median switch { >= 1000 => "#,0", >= 10 => "0.0", _ => "0.000" };
        string median = sample.Median.ToString(format, CultureInfo.InvariantCulture);
        return sample.Count == 1 ? median : $"{median} ± {sample.Error.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
