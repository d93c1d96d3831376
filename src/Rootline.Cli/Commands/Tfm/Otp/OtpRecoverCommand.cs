using System.CommandLine;
using Rootline.Chips.Tfm;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary><c>rootline tfm otp recover</c>: makes of an image what a platform's next start would make of it.</summary>
internal sealed class OtpRecoverCommand : CliCommand
{
    private readonly OtpInput _input = new();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the recovered image; readable by its owner only", Required = true, HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public OtpRecoverCommand(CommandContext context)
        : base("recover", context, "tfm otp recover torn.bin -o otp.bin", "tfm otp recover flash.bin --offset 0x9000 --area 0x1000 -o mended.bin --json")
    {
        _input.AddTo(this);
        Add(_output);
        Add(_force);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string output = Context.FullPath(parse.GetRequiredValue(_output));
        if (Context.Disk.Exists(output) && !parse.GetValue(_force))
            throw FrameFaults.Usage.Exception($"{output} exists", "name another file, or give --force");
        using var file = _input.ReadFile(Context, parse);
        using var image = _input.Read(file, parse);
        var state = image.State;
        using var recovered = OtpRecovery.Of(image);
        recovered.Span.CopyTo(file.Span[_input.Offset(parse)..]);
        Context.Disk.Replace(output, file.Span, secret: true);
        using var after = OtpImage.Parse(recovered.Span, image.Layout.Form).OrThrow();
        if (Context.Json)
            Context.PrintJson(json => Write(json, state, after));
        else
            Context.Output.WriteLine($"{Deed(state)}; the life cycle is {after.Valid.Lifecycle.ToText()}");
        return ExitCode.Done;
    }

    private static string Deed(OtpImageState state) => state switch
    {
        OtpImageState.RestoresFirst => "restored the first copy from the backup",
        OtpImageState.RenewsBackup => "made the backup anew from the first copy",
        _ => "nothing to recover, written as it is",
    };

    private static void Write(System.Text.Json.Utf8JsonWriter json, OtpImageState before, OtpImage after)
    {
        json.WriteStartObject();
        json.WriteString("layout", after.Layout.Form.Name);
        json.WriteString("before", OtpImageStates.WordOf(before));
        json.WriteString("after", OtpImageStates.WordOf(after.State));
        json.WriteString("lifecycle", after.Valid.Lifecycle.ToText());
        json.WriteNumber("lifecycleClaim", after.Valid.Lifecycle.ToClaim());
        json.WriteEndObject();
    }
}
