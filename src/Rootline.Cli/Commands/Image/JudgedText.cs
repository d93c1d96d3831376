using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Cli.Commands.Image;

/// <summary>
/// Verdicts for people, and as JSON: <c>{"format":1,"ok","rule","version","digest","images":[...]}</c>, where rule, version and digest
/// are those of the first image that is refused, or of the first one when none is.
/// </summary>
internal static class JudgedText
{
    private const int Format = 1;

    /// <summary>Prints verdicts.</summary>
    /// <param name="context">Where to and how.</param>
    /// <param name="judged">At least one.</param>
    public static void Print(CommandContext context, IReadOnlyList<JudgedImage> judged)
    {
        if (context.Json)
        {
            context.PrintJson(json => Write(json, judged));
            return;
        }

        foreach (var image in judged)
            Print(context.Output, image);
    }

    private static void Print(TextWriter output, JudgedImage image)
    {
        var verdict = image.Verdict;
        output.WriteLine(verdict.Broken is { } broken
            ? $"{image.Name} is refused by rule {broken.Rule!.Number}, {broken.Rule.Name}: {broken.What}"
            : $"{image.Name} would boot");
        if (verdict.Version is { } version)
            output.WriteLine($"  version  {version}");
        if (image.Digest is { } digest)
            output.WriteLine($"  digest   {image.Loader.Digest.Name()} {digest}");
        foreach (var signer in verdict.Signers)
            output.WriteLine($"  signed   by the {Name(signer.Kind)} key {Convert.ToHexStringLower(signer.Hash(image.Loader.Digest))}");
        output.WriteLine($"  judged   for {Loader(image.Loader)}");
        foreach (var finding in verdict.Findings.Where(f => f != verdict.Broken))
            output.WriteLine(finding.Rule is { } rule ? $"  also     breaks rule {rule.Number}, {rule.Name}: {finding.What}" : $"  note     {finding.What}");
    }

    private static string Loader(LoaderConfiguration loader)
    {
        string keys = loader.KeyMode switch
        {
            KeyMode.InImage => ", which holds a hash of its key",
            KeyMode.ById => ", which takes keys by their id",
            _ => "",
        };
        string text = loader.Signature is { } kind ? $"a loader of {Name(kind)} signatures{(loader.Pure ? " over the image" : "")}{keys}" : "a loader that verifies no signatures";
        if (loader.Order == ImageByteOrder.Big)
            text += ", big-endian";
        if (loader.ContentKeys is not null)
            text += loader.Decrypts ? ", that decrypts" : ", that decrypts only in the secondary slot";
        text += loader.StoredCounter is { } counter ? $"; stored counter {counter}" : "; counters not judged";
        return text + (loader.Layout is { } layout ? $"; mode {layout.Mode.NameOf()}" : "; size not judged");
    }

    private static string Name(SignatureKind kind) => kind switch
    {
        SignatureKind.Rsa2048Pss => "RSA-2048",
        SignatureKind.Rsa3072Pss => "RSA-3072",
        SignatureKind.EcdsaP256 => "P-256",
        SignatureKind.EcdsaP384 => "P-384",
        _ => kind.ToString(),
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<JudgedImage> judged)
    {
        var first = judged.FirstOrDefault(j => !j.Verdict.Ok) ?? judged[0];
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        WriteVerdict(json, first);
        json.WriteStartArray("images");
        foreach (var image in judged)
        {
            json.WriteStartObject();
            json.WriteString("file", image.Name);
            WriteVerdict(json, image);
            WriteDetails(json, image);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, JudgedImage image)
    {
        json.WriteBoolean("ok", image.Verdict.Ok);
        json.WriteString("rule", image.Verdict.Broken?.Rule?.Name);
        json.WriteString("version", image.Verdict.Version?.ToString());
        json.WriteString("digest", image.Digest);
    }

    private static void WriteDetails(Utf8JsonWriter json, JudgedImage image)
    {
        json.WriteString("what", image.Verdict.Broken?.What);
        json.WriteString("next", image.Verdict.Broken?.Rule?.Next);
        if (image.Verdict.Length is { } length)
            json.WriteNumber("length", length);
        else
            json.WriteNull("length");
        json.WriteStartArray("signers");
        foreach (var signer in image.Verdict.Signers)
            json.WriteStringValue(Convert.ToHexStringLower(signer.Hash(image.Loader.Digest)));
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in image.Verdict.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule?.Name);
            json.WriteString("what", finding.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
