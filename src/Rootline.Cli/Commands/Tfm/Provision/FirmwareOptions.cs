using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Elf;
using Rootline.Line.Tfm;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>The ELF files of a device's firmware.</summary>
internal sealed class FirmwareOptions
{
    private readonly Option<string> _bl2 = Elf("--bl2", "the ELF file of the boot loader (bl2.axf), not stripped", required: true);
    private readonly Option<string> _secure = Elf("--secure", "the ELF file of the secure image (tfm_s.axf), not stripped", required: true);
    private readonly Option<string> _nonSecure = Elf("--nonsecure", "the ELF file of the non-secure image (tfm_ns.axf): a token is taken through it", required: false);
    private readonly Option<string> _stop = new("--stop-at") { Description = "a function of the non-secure image at which it can ask for a token", DefaultValueFactory = _ => TfmFirmware.DefaultStop, HelpName = "SYMBOL" };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_bl2, _secure, _nonSecure, _stop];

    /// <summary>Reads the files.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line.</param>
    public TfmFirmware Read(CommandContext context, ParseResult parse) => TfmFirmware.Of(
        Read(context, parse.GetRequiredValue(_bl2)),
        Read(context, parse.GetRequiredValue(_secure)),
        parse.GetValue(_nonSecure) is { } name ? Read(context, name) : null,
        parse.GetValue(_stop)!).OrThrow();

    /// <summary>Reads an ELF file.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file.</param>
    public static ElfImage Read(CommandContext context, string name)
    {
        string path = context.FullPath(name);
        return ElfImage.Parse(context.Disk.ReadAll(path, ElfImage.MaxLength)).OrThrow(path);
    }

    private static Option<string> Elf(string name, string what, bool required) => new(name) { Description = what, Required = required, HelpName = "ELF" };
}
