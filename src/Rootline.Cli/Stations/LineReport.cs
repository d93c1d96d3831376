using System.Globalization;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Line.Nxp;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>What became of the devices of a run: told line by line to a person, or as one object at the end.</summary>
/// <param name="context">Where to and how.</param>
internal sealed class LineReport(CommandContext context)
{
    private readonly List<DeviceResult> _devices = [];
    private readonly List<LineEvent> _found = [];

    /// <summary>How many devices there will be, for progress.</summary>
    public int Total { get; set; }

    /// <summary>How many are done.</summary>
    public int Done => _devices.Count(d => d.IsDone);

    /// <summary>The devices so far.</summary>
    public IReadOnlyList<DeviceResult> Devices => _devices;

    /// <summary>The first device's fault that is none of those done, or null.</summary>
    public Fault? FirstFault => _devices.Find(d => !d.IsDone)?.Fault;

    /// <summary>Whether a fault is a refusal by the card, with the card's own code.</summary>
    /// <param name="fault">The fault.</param>
    public static bool IsRefusal(Fault fault) => fault is { Code.Party: Party.Card, VendorCode: not null };

    /// <summary>Takes an event of the flow.</summary>
    /// <param name="happened">The event.</param>
    public void Observe(LineEvent happened)
    {
        switch (happened.Kind)
        {
            case LineEventKind.StepBegins:
                context.Progress.Report($"{happened.Socket}: {happened.Text}", _devices.Count, Total);
                break;
            case LineEventKind.Found:
                _found.Add(happened);
                Print($"{happened.Socket}  found: {happened.Text}");
                break;
            case LineEventKind.Warning:
                context.Warn($"{happened.Socket}: {happened.Text}");
                break;
        }
    }

    /// <summary>Takes a device's result.</summary>
    /// <param name="device">The result.</param>
    public void Add(DeviceResult device)
    {
        _devices.Add(device);
        Print(Text(device));
    }

    /// <summary>
    /// Writes the members done, refused [{device, code}], failed [{device, error}], found [{device, text}] and devices
    /// [{device, chip, done, doneBefore, counter, ms, steps [{name, ms}]}].
    /// </summary>
    /// <param name="json">Inside an object.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("done", Done);
        WriteList(json, "refused", _devices.Where(d => d.Fault is { } f && IsRefusal(f)), d => json.WriteString("code", d.Fault!.VendorCode));
        WriteList(json, "failed", _devices.Where(d => d.Fault is { } f && !IsRefusal(f)), d => ErrorPrinter.Write(json, d.Fault!));
        json.WriteStartArray("found");
        foreach (var found in _found)
        {
            json.WriteStartObject();
            json.WriteString("device", found.Socket);
            json.WriteString("text", found.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "devices", _devices, d => WriteDetails(json, d));
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<DeviceResult> devices, Action<DeviceResult> rest)
    {
        json.WriteStartArray(name);
        foreach (var device in devices)
        {
            json.WriteStartObject();
            json.WriteString("device", device.Socket);
            rest(device);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDetails(Utf8JsonWriter json, DeviceResult device)
    {
        json.WriteString("chip", device.Uuid);
        json.WriteBoolean("done", device.IsDone);
        json.WriteBoolean("doneBefore", device.WasDoneBefore);
        if (device.Counter is { } counter)
            json.WriteNumber("counter", counter);
        else
            json.WriteNull("counter");
        json.WriteNumber("ms", device.Steps.Sum(s => s.Milliseconds));
        RunStepsJson.Write(json, device.Steps);
    }

    private static string Text(DeviceResult device)
    {
        string head = $"{device.Socket}  {device.Uuid ?? "unknown"}";
        string steps = string.Join(", ", device.Steps.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {s.Milliseconds} ms")));
        return device.Fault switch
        {
            null when device.WasDoneBefore => string.Create(CultureInfo.InvariantCulture, $"{head}  done before  unit {device.Counter}"),
            null => string.Create(CultureInfo.InvariantCulture, $"{head}  done  unit {device.Counter}  {device.Steps.Sum(s => s.Milliseconds)} ms ({steps})"),
            { } refused when IsRefusal(refused) => $"{head}  refused  {refused.VendorCode}: {refused.What}",
            { } fault => $"{head}  failed  {fault.Code.Id}: {fault.What}",
        };
    }

    private void Print(string line)
    {
        if (context.Json)
            return;
        context.Progress.Clear();
        context.Output.WriteLine(line);
    }
}
