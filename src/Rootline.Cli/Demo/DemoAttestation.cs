using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Demo;

/// <summary>What a person or a script sees of the devices that attest themselves.</summary>
internal static class DemoAttestation
{
    /// <summary>For a person.</summary>
    /// <param name="context">Where it goes.</param>
    /// <param name="outcome">What came of the demo.</param>
    public static void Print(CommandContext context, DemoOutcome outcome)
    {
        context.Output.WriteLine();
        var tfm = outcome.Tfm;
        context.Output.WriteLine(tfm.Result.IsDone
            ? "TF-M: a device was provisioned through its debug port by TF-M's own boot code, and is SECURED"
            : $"TF-M: the device is NOT provisioned: {tfm.Result.Fault!.What}");
        if (tfm.Verdict is { } verdict)
            context.Output.WriteLine(Told(verdict));
        var nordic = outcome.Nordic;
        context.Output.WriteLine(nordic.Result.Fault is { } fault
            ? $"Nordic: the part is NOT provisioned: {fault.What}"
            : "Nordic: a part made its own keys, was closed, and is SECURED");
        if (nordic.Verdict is { } judged)
            context.Output.WriteLine(Told(judged));
    }

    /// <summary>For a script.</summary>
    /// <param name="json">Inside the demo's object.</param>
    /// <param name="outcome">What came of the demo.</param>
    public static void Write(Utf8JsonWriter json, DemoOutcome outcome)
    {
        json.WriteStartObject("tfm");
        json.WriteBoolean("done", outcome.Tfm.Result.IsDone);
        Write(json, outcome.Tfm.Result.Record?.Attestation?.InstanceId, outcome.Tfm.Verdict, outcome.Tfm.Result.Fault);
        json.WriteEndObject();
        json.WriteStartObject("nordic");
        json.WriteBoolean("done", outcome.Nordic.Result.Fault is null);
        Write(json, outcome.Nordic.Result.Record?.Attestation?.InstanceId, outcome.Nordic.Verdict, outcome.Nordic.Result.Fault);
        json.WriteEndObject();
    }

    private static string Told(TokenVerdict verdict) => verdict.Ok
        ? $"  its attestation token: {verdict.Name}, instance {Instance(verdict)}, {verdict.Claims.SoftwareComponents?.Count ?? 0} software components"
        : $"  its attestation token: {verdict.Name}: {string.Join("; ", verdict.Reasons.Select(r => r.What))}";

    private static string Instance(TokenVerdict verdict) => verdict.Claims.InstanceId is { } id ? Convert.ToHexStringLower(id.Span) : "unknown";

    private static void Write(Utf8JsonWriter json, string? instanceId, TokenVerdict? verdict, Fault? fault)
    {
        json.WriteString("instanceId", instanceId);
        json.WriteString("token", verdict?.Name);
        json.WriteString("code", fault?.Code.Id);
    }
}
