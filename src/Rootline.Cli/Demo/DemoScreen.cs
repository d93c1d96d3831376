using System.Globalization;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Formats.Records;
using Rootline.Line.Nxp;

namespace Rootline.Cli.Demo;

/// <summary>What a person or a script sees of the demo.</summary>
/// <param name="context">Where it goes.</param>
/// <param name="request">What was asked for.</param>
internal sealed class DemoScreen(CommandContext context, DemoRequest request)
{
    private const int MostLines = 40;
    private int _shown;

    /// <summary>Says what begins.</summary>
    public void Begin()
    {
        if (context.Json)
            return;
        context.Output.WriteLine($"Provisioning {request.Devices:n0} virtual {request.FamilyName.ToUpperInvariant()} with a card of {request.Quota:n0} units, in {Shown(request.Folder)}");
        if (request.Seed is { } seed)
            context.Output.WriteLine($"Seed {seed}: the keys are a function of the seed and protect nothing.");
        context.Output.WriteLine();
    }

    /// <summary>Says that a part is ready.</summary>
    /// <param name="part">Which.</param>
    /// <param name="text">What it is.</param>
    public void Prepared(string part, string text)
    {
        context.Progress.Clear();
        if (!context.Json)
            context.Output.WriteLine($"  {part,-8} {text}");
    }

    /// <summary>Shows a device's result: every one of a small run, refusals always.</summary>
    /// <param name="result">The result.</param>
    public void DeviceEnded(DeviceResult result)
    {
        if (context.Json || (result.IsDone && _shown >= MostLines))
            return;
        context.Progress.Clear();
        if (_shown++ == 0)
            context.Output.WriteLine(DemoTable.Header);
        context.Output.WriteLine(DemoTable.Line(result));
        if (_shown == MostLines)
            context.Output.WriteLine("  ... (the rest is in the device records)");
    }

    /// <summary>Shows the outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public void End(DemoOutcome outcome)
    {
        context.Progress.Clear();
        if (context.Json)
            context.PrintJson(json => Write(json, outcome));
        else
            Print(outcome);
    }

    private void Print(DemoOutcome outcome)
    {
        double seconds = Math.Max(outcome.Elapsed.TotalSeconds, 0.001);
        int refused = outcome.Devices.Count - outcome.Done;
        context.Output.WriteLine();
        context.Output.WriteLine($"{outcome.Done:n0} done, {refused:n0} refused by the card; the card counted {outcome.Counter:n0} and has {outcome.Remainder:n0} left");
        context.Output.WriteLine(outcome.Log.Ok
            ? $"log verified: {outcome.Log.Records:n0} records, signatures, chain and counters good, end checked with the card"
            : $"log REJECTED: {outcome.Log.Faults.Count:n0} faults");
        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Devices.Count / seconds:0.0} devices per second ({seconds:0.0} s for {outcome.Devices.Count:n0} on this machine)"));
        Print(outcome.Boots);
        DemoAttestation.Print(context, outcome);
        PrintPlaces();
    }

    private void Print(DemoBoots boots)
    {
        context.Output.WriteLine();
        context.Output.WriteLine($"Secure boot: {boots.Started:n0} of {boots.Booted:n0} devices started the signed image {DemoProduct.Current}; the first one's log:");
        foreach (string line in boots.FirstLog)
            context.Output.WriteLine($"  {line}");
        foreach (var attempt in boots.Tries)
        {
            context.Output.WriteLine($"{attempt.Device} with an update {attempt.Update.Version} that is {attempt.Update.What}: {(attempt.WentAsPlanned ? "refused" : "NOT refused as it must be")}, {(attempt.Runs is { } runs ? $"{runs} goes on" : "nothing runs")}");
            foreach (string line in attempt.Outcome.Log.Where(l => l.StartsWith("[ERR]", StringComparison.Ordinal)))
                context.Output.WriteLine($"  {line}");
        }
    }

    private void PrintPlaces()
    {
        string folder = Shown(request.Folder);
        context.Output.WriteLine($"""

            Where everything lies:
              {folder}/vendor   the virtual silicon vendor: root, family CA, provisioning firmware
              {folder}/oem      the OEM's keys, protected pages, signed product, tpconfig.yaml
              {folder}/card     the card's sealed memory and the keys that seal it
              {folder}/chips    the chips, one file each
              {folder}/station  audit_log.db (the log, the journal, the device records), tphost.yaml
              {folder}/tfm      the TF-M device: chip, ELF files, bundle, keys, devices.db, its token
              {folder}/nordic   the Nordic part: its file and images, record key, devices.db, its token

            What to try next:
              ./rootline log verify -l {folder}/station/audit_log.db -k {folder}/oem/oem_log_puk.pem
              ./rootline device list -l {folder}/station/audit_log.db
              ./rootline chip boot {folder}/chips/chip-001.chip
              ./rootline attest verify {folder}/tfm/device.token.cbor --key {folder}/tfm/device_iak_puk.pem
              ./rootline device verify -l {folder}/tfm/devices.db --key {folder}/tfm/record_key.pem
              ./rootline device verify -l {folder}/nordic/devices.db --key {folder}/nordic/record_key.pem
              ./rootline card counters -c {folder}/oem/tpconfig.yaml
              ./rootline demo --devices 500 --quota 500
            """);
    }

    private void Write(Utf8JsonWriter json, DemoOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteNumber("done", outcome.Done);
        json.WriteStartArray("refused");
        foreach (var device in outcome.Devices.Where(d => !d.IsDone))
        {
            json.WriteStartObject();
            json.WriteString("device", device.Socket);
            json.WriteString("code", device.Fault!.VendorCode ?? device.Fault.Code.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("log");
        json.WriteBoolean("ok", outcome.Log.Ok);
        json.WriteNumber("records", outcome.Log.Records);
        json.WriteEndObject();
        json.WriteStartArray("devices");
        foreach (var device in outcome.Devices)
            Write(json, device);
        json.WriteEndArray();
        json.WriteString("folder", request.Folder);
        json.WriteNumber("seconds", Math.Round(outcome.Elapsed.TotalSeconds, 3));
        Write(json, outcome.Boots);
        DemoAttestation.Write(json, outcome);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DemoBoots boots)
    {
        json.WriteStartObject("boot");
        json.WriteNumber("started", boots.Started);
        json.WriteString("version", DemoProduct.Current.ToString());
        json.WriteStartArray("updates");
        foreach (var attempt in boots.Tries)
        {
            json.WriteStartObject();
            json.WriteString("device", attempt.Device);
            json.WriteString("what", attempt.Update.What);
            json.WriteString("version", attempt.Update.Version.ToString());
            json.WriteString("refusedBy", attempt.Refusal?.Why.Rule);
            json.WriteString("runs", attempt.Runs?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeviceResult device)
    {
        json.WriteStartObject();
        json.WriteString("device", device.Socket);
        json.WriteString("uuid", device.Uuid);
        json.WriteString("outcome", device.IsDone ? "done" : "refused");
        if (device.Counter is { } counter)
            json.WriteNumber("counter", counter);
        RunStepsJson.Write(json, device.Steps, time: "milliseconds");
        json.WriteEndObject();
    }

    private string Shown(string path)
    {
        string relative = Path.GetRelativePath(context.Folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
