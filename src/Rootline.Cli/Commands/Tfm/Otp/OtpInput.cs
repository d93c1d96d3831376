using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary>The image of one-time memory that a command reads: the whole file, or two areas inside a longer dump.</summary>
internal sealed class OtpInput
{
    private const int MaxFile = 16 << 20; // a whole flash dump
    private readonly Argument<string> _file = new("IMAGE") { Description = "the area and its backup as they lie in the flash, one behind the other; it holds a device's keys" };
    private readonly Option<string?> _layout = new("--layout") { Description = "release and build that laid it out, for example tfm-1.7, tfm-1.7/68, tfm-2.3/bl1/ns3/large; found out where it can be", HelpName = "NAME" };
    private readonly Option<string?> _offset = new("--offset") { Description = "where the area begins in a longer dump", HelpName = "BYTES" };
    private readonly Option<string?> _area = new("--area") { Description = "bytes of an area, where the dump goes on behind the backup", HelpName = "BYTES" };

    /// <summary>Declares argument and options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_layout);
        command.Add(_offset);
        command.Add(_area);
    }

    /// <summary>The file as the operator wrote it.</summary>
    /// <param name="parse">The command line.</param>
    public string Name(ParseResult parse) => parse.GetRequiredValue(_file);

    /// <summary>Where the area begins in the file.</summary>
    /// <param name="parse">The command line.</param>
    public int Offset(ParseResult parse) => Number(parse, _offset) ?? 0;

    /// <summary>Reads the file; the caller disposes it.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="parse">The command line.</param>
    public Secret ReadFile(CommandContext context, ParseResult parse) => Secret.Take(context.Disk.ReadAll(context.FullPath(Name(parse)), MaxFile));

    /// <summary>Reads the image out of the file; the caller disposes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parse">The command line.</param>
    public OtpImage Read(Secret file, ParseResult parse)
    {
        int offset = Offset(parse);
        long length = Number(parse, _area) is { } area ? 2L * area : file.Length - offset;
        if (offset < 0 || offset > file.Length || length <= 0 || offset + length > file.Length)
            throw FrameFaults.Usage.Exception($"there are no two areas at {offset} in a file of {file.Length} bytes", "see --offset and --area");
        return OtpImage.Parse(file.Span.Slice(offset, (int)length), Form(parse)).OrThrow(Name(parse));
    }

    private static int? Number(ParseResult parse, Option<string?> option)
    {
        if (parse.GetValue(option) is not { } text)
            return null;
        return NumberText.Parse(text) is { } number && number <= MaxFile ? (int)number : throw FrameFaults.Usage.Exception($"{option.Name} {text} is no number of bytes from 0 to {MaxFile}");
    }

    private OtpLayoutForm? Form(ParseResult parse)
    {
        if (parse.GetValue(_layout) is not { } name)
            return null;
        return OtpLayoutForm.Find(name) ?? throw FrameFaults.Usage.Exception($"there is no layout {name}", $"the releases are {string.Join(", ", OtpLayoutForm.All.Where(f => f == new OtpLayoutForm(f.Release)).Select(f => f.Name))}; then /48, /68 or /100, /bl1, /ns1 to /ns3, /large");
    }
}
