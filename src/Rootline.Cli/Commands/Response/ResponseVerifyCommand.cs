using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Trust;
using Rootline.Proof.Log;
using Rootline.Proof.Response;

namespace Rootline.Cli.Commands.Response;

/// <summary><c>rootline response verify</c>: whether a stored TP response is that of a genuine chip.</summary>
internal sealed class ResponseVerifyCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "the response, as the chip gave it" };
    private readonly Option<string?> _root = new("--root", "-r") { Description = "NXP_GLOB, which must have signed the intermediate: a certificate or a public key", HelpName = "CERT" };
    private readonly Option<string> _intermediate = new("--intermediate", "-i") { Description = "NXP_PROD, which must have signed the DIE certificate: a certificate, or without --root also its public key", Required = true, HelpName = "CERT" };
    private readonly Option<string?> _rule = CommandOptions.ResponseKeyRule("attestation unless it is given");

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ResponseVerifyCommand(CommandContext context)
        : base("verify", context, "response verify x_tp_response.bin --root nxp_glob.crt --intermediate nxp_prod.crt", "response verify x_tp_response.bin -i nxp_prod.crt --response-key-rule identity")
    {
        Add(_file);
        Add(_root);
        Add(_intermediate);
        Add(_rule);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        var rule = ResponseKeyRules.Find(parse.GetValue(_rule) ?? ResponseKeyRules.Names[0]).OrThrow("--response-key-rule");
        var response = TpResponse.Parse(Context.Disk.ReadAll(path, ConfigLimits.Length)).OrThrow(path);
        using var root = parse.GetValue(_root) is { } name ? KeyInput.Read(Context, name, f => KeyFile.ReadPublic(f)) : null;
        var chain = KeyInput.Read(Context, parse.GetRequiredValue(_intermediate), f => VendorChain.Read(root, f));
        using var intermediate = chain.Intermediate;
        var verdict = ResponseVerdict.Of(response, chain, rule);
        Print(verdict);
        if (verdict.Ok)
            return ExitCode.Done;
        var rejected = ResponseFaults.Rejected.Fault($"{path}: {string.Join("; ", Faults(verdict))}");
        ErrorPrinter.Print(Context, rejected);
        return rejected.Code.Exit;
    }

    private static IEnumerable<string> Faults(ResponseVerdict verdict)
    {
        if (verdict.Vendor == ChainStanding.Broken)
            yield return "the root did not sign NXP_PROD";
        if (!verdict.IsDieSigned)
            yield return "NXP_PROD did not sign the DIE certificate";
        if (!verdict.IsSigned)
            yield return $"the chip's {KeyOf(verdict)} key did not sign the response{(verdict.IsSignedByOtherRule ? ", its other key did: see --response-key-rule" : "")}";
    }

    private static string KeyOf(ResponseVerdict verdict) => verdict.DieVersion == 0 ? ResponseKeyRule.Identity.Name() : verdict.Rule.Name();

    private void Print(ResponseVerdict verdict)
    {
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, verdict));
            return;
        }

        string vendor = verdict.Vendor switch
        {
            ChainStanding.Proved => "NXP_PROD is signed by the root",
            ChainStanding.Given => "NXP_PROD is taken as given",
            _ => "NXP_PROD is NOT signed by the root",
        };
        Context.Output.WriteLine($"chip      {verdict.Chip}");
        Context.Output.WriteLine($"vendor    {vendor}");
        Context.Output.WriteLine($"DIE       version {verdict.DieVersion}, {(verdict.IsDieSigned ? "signed" : "NOT signed")} by NXP_PROD");
        Context.Output.WriteLine($"response  {(verdict.IsSigned ? "signed" : "NOT signed")} by the chip's {KeyOf(verdict)} key");
        Context.Output.WriteLine($"OEM keys  {(verdict.OemKeys.Count == 0 ? "none" : string.Join(" ", verdict.OemKeys.Select(k => $"{k:X2}")))}");
    }

    private static void Write(Utf8JsonWriter json, ResponseVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", verdict.Ok);
        json.WriteString("chip", verdict.Chip);
        json.WriteString("vendor", verdict.Vendor switch { ChainStanding.Proved => "proved", ChainStanding.Given => "given", _ => "broken" });
        json.WriteNumber("dieVersion", verdict.DieVersion);
        json.WriteBoolean("dieSigned", verdict.IsDieSigned);
        json.WriteString("rule", verdict.Rule.Name());
        json.WriteBoolean("responseSigned", verdict.IsSigned);
        json.WriteBoolean("signedByOtherRule", verdict.IsSignedByOtherRule);
        json.WriteStartArray("oemKeys");
        foreach (byte id in verdict.OemKeys)
            json.WriteNumberValue(id);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
