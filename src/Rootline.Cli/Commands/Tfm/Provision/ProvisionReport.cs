using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Formats.Records;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Line.Sockets;
using Rootline.Line.Tfm;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>What becomes of a device, told while it happens and at the end.</summary>
/// <param name="context">Where to and how.</param>
internal sealed class ProvisionReport(CommandContext context)
{
    private readonly List<string> _found = [];

    /// <summary>Takes an event of the flow.</summary>
    /// <param name="happened">The event.</param>
    public void Observe(LineEvent happened)
    {
        switch (happened.Kind)
        {
            case LineEventKind.StepBegins:
                context.Progress.Report(happened.Text);
                break;
            case LineEventKind.Found:
                _found.Add(happened.Text);
                Line($"found: {happened.Text}");
                break;
            case LineEventKind.Warning:
                context.Warn(happened.Text);
                break;
        }
    }

    /// <summary>Says in words what will be burned for ever, and asks.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="elements">What is missing in the device.</param>
    public bool Ask(BundleHeader bundle, IReadOnlyList<string> elements)
    {
        Line($"bundle {bundle.Id} will be burned into this device for ever: {string.Join(", ", elements)}");
        Line($"implementation id {bundle.ImplementationId}, certification reference {(bundle.CertificationReference.Length == 0 ? "none" : bundle.CertificationReference)}, profile {bundle.ProfileDefinition}");
        Line("after that only images signed with these keys boot, the device is SECURED, and the bundle fits no other device");
        return context.Confirm("burn it?", "--yes");
    }

    /// <summary>Says what became of it.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="result">The result.</param>
    public void Print(BundleHeader bundle, TfmResult result)
    {
        context.Progress.Clear();
        if (context.Json)
            context.PrintJson(json => Write(json, bundle, result));
        else if (result.Record is { } record)
            context.Output.WriteLine($"{(result.WasDoneBefore ? "done before" : "done")}: bundle {bundle.Id}, instance {record.Attestation?.InstanceId}, {(record.Attestation?.Token is null ? "no token taken" : "token verified")}, record {record.Id[..16]}");
    }

    private void Write(Utf8JsonWriter json, BundleHeader bundle, TfmResult result)
    {
        json.WriteStartObject();
        json.WriteString("bundle", bundle.Id);
        json.WriteBoolean("done", result.IsDone);
        json.WriteBoolean("doneBefore", result.WasDoneBefore);
        json.WriteString("device", result.Device);
        json.WriteString("journal", result.Journal);
        json.WriteStartArray("found");
        _found.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteString("record", result.Record?.Id);
        json.WriteString("instanceId", result.Record?.Attestation?.InstanceId);
        json.WriteBoolean("token", result.Record?.Attestation?.Token is not null);
        RunStepsJson.Write(json, result.Steps);
        json.WriteEndObject();
    }

    private void Line(string text)
    {
        if (context.Json)
            return;
        context.Progress.Clear();
        context.Output.WriteLine(text);
    }
}
