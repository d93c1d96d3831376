using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cca;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest show</c>: what a token says, without a word on whether it is true.</summary>
internal sealed class AttestShowCommand : CliCommand
{
    private readonly Argument<string> _token = new("TOKEN") { Description = "the token as the device gave it (binary CBOR)" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestShowCommand(CommandContext context)
        : base("show", context, "attest show token.cbor", "attest show token.cbor --json") => Add(_token);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_token));
        byte[] bytes = TokenFiles.Read(Context, path);
        // Of a realm's collection, the token of the platform.
        ReadOnlyMemory<byte> token = CcaToken.IsOne(bytes) ? CcaToken.Parse(bytes).OrThrow(path).Platform : bytes;
        var message = CoseMessage.Parse(token).OrThrow(path);
        var judged = JudgedClaims.Of(ClaimSet.Parse(message.Payload).OrThrow(path), ProfileRuleSets.Any);
        if (Context.Json)
            PrintJson(message, judged);
        else
            Print(message, judged);
        return ExitCode.Done;
    }

    private void Print(CoseMessage message, JudgedClaims judged)
    {
        Context.Output.WriteLine($"envelope        COSE_{message.Kind}, {message.Header.Algorithm.Name()}, NOT verified here");
        if (message.Header.KeyId is { } id)
            Context.Output.WriteLine($"key id          {Convert.ToHexStringLower(id.Span)}");
        TokenText.Print(Context.Output, judged.Claims);
        foreach (var remark in judged.Reasons)
            Context.Output.WriteLine($"breaks {remark.Code.Id}: {remark.What}");
    }

    private void PrintJson(CoseMessage message, JudgedClaims judged) => Context.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("envelope", message.Kind == CoseKind.Sign1 ? "sign1" : "mac0");
        json.WriteString("algorithm", message.Header.Algorithm.Name());
        json.WriteString("keyId", message.Header.KeyId is { } id ? Convert.ToHexStringLower(id.Span) : null);
        json.WriteBoolean("verified", false);
        TokenVerdictJson.WriteClaims(json, judged.Claims);
        TokenVerdictJson.WriteReasons(json, "breaks", judged.Reasons);
        json.WriteEndObject();
    });
}
