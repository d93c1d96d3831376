using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Cli.Commands.Image;

/// <summary>
/// Verdicts in the words of <c>imgtool verify</c>, exit code 0 or 1; the rule that is broken stands on standard error. Where that tool
/// has no words for a rule, it is named on standard output too.
/// </summary>
internal static class ImgtoolWords
{
    private const int Failed = 1;
    private const string Unsigned = "No signature found for the given key";

    /// <summary>Prints verdicts.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="judged">At least one.</param>
    /// <returns>0, or 1 when an image is refused.</returns>
    public static ExitCode Print(CommandContext context, IReadOnlyList<JudgedImage> judged)
    {
        foreach (var image in judged)
        {
            if (image.Verdict.Ok)
                PrintGood(context.Output, image);
            else
                PrintBad(context, image);
        }

        return judged.All(j => j.Verdict.Ok) ? ExitCode.Done : (ExitCode)Failed;
    }

    private static void PrintGood(TextWriter output, JudgedImage image)
    {
        output.WriteLine("Image was correctly validated");
        output.WriteLine($"Image version: {image.Verdict.Version}");
        output.WriteLine(image.Verdict.PureSignature is { } signature
            ? $"Image signature over image: {Convert.ToHexStringLower(signature)}"
            : $"Image digest: {image.Digest}");
    }

    private static void PrintBad(CommandContext context, JudgedImage image)
    {
        var broken = image.Verdict.Broken!;
        context.Output.WriteLine(Words(image));
        context.Error.WriteLine($"{image.Name} breaks rule {broken.Rule!.Number}, {broken.Rule.Name}: {broken.What}");
    }

    private static string Words(JudgedImage image)
    {
        var rule = image.Verdict.Broken!.Rule!;
        if (image.Verdict.Findings.Any(f => f.Rule == BootRules.DigestPresent))
            return image.Traits.Digests.Count > 0 ? "Key type does not match TLV record" : Unsigned;
        return rule switch
        {
            _ when rule == BootRules.ImagePresent || rule == BootRules.HeaderMagic => "Invalid image magic; is this an MCUboot image?",
            _ when rule == BootRules.HeaderSize || rule == BootRules.TlvMagic || rule == BootRules.ProtectedSize => "Invalid TLV info magic; is this an MCUboot image?",
            _ when rule == BootRules.Digest || rule == BootRules.EncryptionFlags => "Image has an invalid hash",
            _ when image.Verdict.Findings.Any(f => f.Rule == BootRules.Signature || f.Rule == BootRules.SignaturePresent) => Unsigned,
            _ => $"Image is refused by rule {rule.Number}, {rule.Name}",
        };
    }
}
