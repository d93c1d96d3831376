using System.CommandLine;
using Rootline.Cli.Commands.Tfm.Provision;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Elf;
using Rootline.Line.Tfm;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest request</c>: takes a token of a TF-M device through its debug port; it judges nothing.</summary>
internal sealed class AttestRequestCommand : CliCommand
{
    private readonly DebugOptions _debug = new();
    private readonly Option<string> _application = new("--nonsecure") { Description = "the ELF file of the non-secure image (tfm_ns.axf), not stripped", Required = true, HelpName = "ELF" };
    private readonly Option<string> _stop = new("--stop-at") { Description = "a function of the non-secure image at which it can ask for a token", DefaultValueFactory = _ => TfmFirmware.DefaultStop, HelpName = "SYMBOL" };
    private readonly Option<string> _challenge = new("--challenge") { Description = "what the token must answer: 32, 48 or 64 bytes, of attest nonce for example", Required = true, HelpName = "HEX" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write the token to", Required = true, HelpName = "FILE" };
    private readonly Option<int> _patience = new("--patience") { Description = "how many seconds the device may take from its reset to the stop, and for the token", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestRequestCommand(CommandContext context)
        : base("request", context, "attest request --debug 127.0.0.1:1234 --nonsecure tfm_ns.axf --challenge HEX -o token.cbor")
    {
        foreach (var option in (IEnumerable<Option>)[.. _debug.Options, _application, _stop, _challenge, _output, _patience, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        byte[] challenge = Challenge(parse.GetRequiredValue(_challenge));
        string output = Context.FullPath(parse.GetRequiredValue(_output)), elf = Context.FullPath(parse.GetRequiredValue(_application));
        if (Context.Disk.Exists(output) && !parse.GetValue(_force))
            throw FrameFaults.Usage.Exception($"{output} exists", "choose another name, or write over it with --force");
        string stop = parse.GetValue(_stop)!;
        var image = TfmImage.Of("the non-secure image", ElfImage.Parse(Context.Disk.ReadAll(elf, ElfImage.MaxLength)).OrThrow(elf), [stop, TfmFirmware.GetToken]).OrThrow();
        using var device = _debug.Connect(Context, parse);
        Context.Progress.Report("resetting the device and asking for a token");
        device.Target.Server.ResetAndHalt();
        image.DemandSameCode(device.Target.Host);
        byte[] token = TokenRequest.Take(device.Target, image, stop, challenge, TimeSpan.FromSeconds(parse.GetValue(_patience)));
        Context.Disk.Replace(output, token);
        device.Release();
        Context.Progress.Clear();
        Print(output, token.Length);
        return ExitCode.Done;
    }

    private static byte[] Challenge(string text) => text.Length is 64 or 96 or 128 && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw FrameFaults.Usage.Exception($"--challenge has {text.Length} characters, or one that is no hexadecimal digit", "give 32, 48 or 64 bytes: attest nonce makes one");

    private void Print(string output, int length)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"token of {length} bytes in {output}; attest verify judges it");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", output);
            json.WriteNumber("bytes", length);
            json.WriteEndObject();
        });
    }
}
