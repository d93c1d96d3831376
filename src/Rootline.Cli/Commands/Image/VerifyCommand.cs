using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image verify</c>: judges images as their loader would.</summary>
internal sealed class VerifyCommand : CliCommand
{
    private readonly Argument<string[]> _images = new("IMAGE") { Description = "the images: binary, or Intel HEX (.hex)", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _imgtool = new("--imgtool") { Description = "print what imgtool verify prints, and end with 0 or 1" };
    private readonly VerifyOptions _options = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public VerifyCommand(CommandContext context)
        : base(
            "verify",
            context,
            "image verify app.bin -k sign.pem --counter 7",
            "image verify s.bin ns.bin -k root.pem --hw-key --mode overwrite --slot-size 0x80000 --json",
            "image verify update.hex -k sign.pub --encrypted-with device.pem")
    {
        Add(_images);
        foreach (var option in _options.All)
            Add(option);
        Add(_imgtool);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        bool imgtool = Context.Dialect == Dialect.Imgtool || parse.GetValue(_imgtool);
        using var decryption = _options.ReadDecryption(Context, parse);
        var loader = _options.Read(Context, parse, decryption, imgtool);
        string[] names = parse.GetRequiredValue(_images);
        List<JudgedImage> judged = [];
        foreach (string name in names)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            Context.Progress.Report($"judging {name}", judged.Count, names.Length);
            judged.Add(Judge(name, loader));
        }

        if (imgtool)
            return ImgtoolWords.Print(Context, judged);
        JudgedText.Print(Context, judged);
        var refused = judged.Where(j => !j.Verdict.Ok).ToList();
        if (refused.Count == 0)
            return ExitCode.Done;
        var fault = Rejection(refused, names.Length);
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    private JudgedImage Judge(string name, LoaderConfiguration loader)
    {
        using var image = ImageFile.Open(Context, name);
        var traits = ImageTraits.Of(image);
        var own = VerifyOptions.For(loader, traits);
        return new(name, traits, own, ImageVerdict.Of(image, own));
    }

    private static Fault Rejection(List<JudgedImage> refused, int all)
    {
        var image = refused[0];
        var rule = image.Verdict.Broken!.Rule!;
        string count = all > 1 ? $" ({refused.Count} of {all} images are refused)" : "";
        return JudgeFaults.Rejected.Fault($"{image.Name} breaks rule {rule.Number}, {rule.Name}: {image.Verdict.Broken.What}{count}", rule.Next);
    }
}
