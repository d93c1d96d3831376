using Rootline.Formats.Psa;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>Claims and verdicts for a person. Whatever a token says is shown without what a terminal would act on.</summary>
internal static class TokenText
{
    /// <summary>Prints a verdict.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="verdict">The verdict.</param>
    public static void Print(TextWriter output, TokenVerdict verdict)
    {
        output.WriteLine($"verdict         {(verdict.Ok ? "accept" : verdict.Name.ToUpperInvariant())}");
        foreach (var reason in verdict.Reasons)
            output.WriteLine($"  {reason.Code.Id}: {Clean(reason.What)}");
        foreach (string note in verdict.Notes)
            output.WriteLine($"  note: {note}");
        Print(output, verdict.Claims);
    }

    /// <summary>Prints claims.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="claims">The claims.</param>
    public static void Print(TextWriter output, TokenClaims claims)
    {
        Line(output, "profile", claims.Profile);
        Line(output, "instance id", Hex(claims.InstanceId));
        Line(output, "implementation", Hex(claims.ImplementationId));
        Line(output, "lifecycle", claims.Lifecycle is { } value ? $"{SecurityLifecycles.Of(value)?.Name() ?? "invalid"} (0x{value:x4})" : null);
        Line(output, "client", claims.ClientId is { } client ? $"{client} ({(client < 0 ? "non-secure side" : "secure partition")})" : null);
        Line(output, "nonce", Hex(claims.Nonce));
        Line(output, "boot seed", Hex(claims.BootSeed));
        Line(output, "certification", claims.CertificationReference);
        Line(output, "verification", claims.VerificationService);
        Line(output, "platform config", Hex(claims.PlatformConfig));
        Line(output, "hash algorithm", claims.HashAlgorithm);
        if (claims.NoSoftwareMeasurements is not null)
            output.WriteLine("software        nothing was measured");
        foreach (var component in claims.SoftwareComponents ?? [])
            Print(output, component);
    }

    private static void Print(TextWriter output, SoftwareComponent component)
    {
        output.WriteLine($"software        {Clean(component.MeasurementType ?? "-")} {Clean(component.Version ?? "")}".TrimEnd());
        Line(output, "  measurement", Hex(component.MeasurementValue));
        Line(output, "  signer", Hex(component.SignerId));
        Line(output, "  algorithm", component.Description);
    }

    private static void Line(TextWriter output, string name, string? value)
    {
        if (value is not null)
            output.WriteLine($"{name,-15} {Clean(value)}");
    }

    private static string? Hex(ReadOnlyMemory<byte>? bytes) => bytes is { } found ? Convert.ToHexStringLower(found.Span) : null;

    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
