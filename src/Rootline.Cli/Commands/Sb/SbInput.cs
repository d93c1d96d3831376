using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Commands.Sb;

/// <summary>What the commands for SB files read in the same way.</summary>
internal static class SbInput
{
    /// <summary>The file.</summary>
    public static Argument<string> File() => new("FILE") { Description = "the SB2.1 file" };

    /// <summary>The KEK.</summary>
    public static Option<string?> Kek() => new("--kek") { Description = "the SB KEK as 64 hexadecimal digits in a file: opens the commands", HelpName = "FILE" };

    /// <summary>A fault of opening a file, with a word on a KEK whose bytes stand in reverse.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="file">The file.</param>
    /// <param name="kek">The KEK.</param>
    public static Fault WithHint(Fault fault, byte[] file, Secret kek) => fault.Code == Sb2Faults.Kek && Sb2File.OpensReversed(file, kek.Span)
        ? fault with { What = $"{fault.What}, but it does with the KEK's bytes reversed" }
        : fault;

    /// <summary>Reads the KEK; null where none is named.</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file as the operator named it.</param>
    public static Secret? ReadKek(CommandContext context, string? name) => name is null ? null : KeyInput.Read(context, context.FullPath(name), f => KeyFile.ReadKek(f));
}
