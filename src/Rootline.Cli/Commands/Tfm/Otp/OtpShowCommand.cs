using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary><c>rootline tfm otp show</c>: what an image of one-time memory holds; of secrets only whether they are there.</summary>
internal sealed class OtpShowCommand : CliCommand
{
    private readonly OtpInput _input = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public OtpShowCommand(CommandContext context)
        : base("show", context, "tfm otp show otp.bin", "tfm otp show flash.bin --offset 0x9000 --area 0x1000 --layout tfm-1.7/68 --json") => _input.AddTo(this);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var file = _input.ReadFile(Context, parse);
        using var image = _input.Read(file, parse);
        if (image.State is OtpImageState.Blank or OtpImageState.Broken)
            throw OtpImageFaults.Lost.Exception($"{_input.Name(parse)}: no copy is whole");
        var elements = OtpElementView.Of(image.Valid);
        if (Context.Json)
            Context.PrintJson(json => OtpJson.Write(json, image, elements));
        else
            Print(image, elements);
        return ExitCode.Done;
    }

    private void Print(OtpImage image, IReadOnlyList<OtpElementView> elements)
    {
        var valid = image.Valid;
        Line("layout", $"{image.Layout.Form.Name}, {image.Layout.Length} bytes in areas of {image.AreaLength}");
        Line("first copy", CopyText(image.First));
        Line("backup", CopyText(image.Backup));
        Line("state", OtpImageStates.TextOf(image.State));
        Line("life cycle", $"{valid.Lifecycle.ToText()} (claim {valid.Lifecycle.ToClaim():X4})");
        foreach (var element in elements)
            Line(element.Element.ToText(), element.ToText());
        for (int index = 0; index < OtpLayout.StorageCounters; index++)
            Line($"ps_counter_{index}", $"{valid.StorageCounter(index)}");
        if (elements.Any(e => e.Dummy is not null))
            Context.Warn("THIS DEVICE HOLDS TF-M'S PUBLISHED DUMMY VALUES. IT IS NOT SECURE");
    }

    private static string CopyText(OtpCopy copy) => copy switch
    {
        { IsWhole: false } => "not whole",
        { Layout.Form.Release: < TfmRelease.Tfm17 } => "whole",
        { Count: > 0xFFFFFF00 } => $"whole, swap count {(byte)copy.Count} (one byte)",
        _ => $"whole, swap count {copy.Count}",
    };

    private void Line(string name, string text) => Context.Output.WriteLine($"{name,-24} {text}");
}
