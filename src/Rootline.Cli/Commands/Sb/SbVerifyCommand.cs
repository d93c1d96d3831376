using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Cli.Commands.Sb;

/// <summary><c>rootline sb verify</c>: judges an SB file as a device would, as far as the device's keys and pages are given.</summary>
internal sealed class SbVerifyCommand : CliCommand
{
    private readonly Argument<string> _file = SbInput.File();
    private readonly Option<string?> _kek = SbInput.Kek();
    private readonly Option<string?> _rkth = new("--rkth") { Description = "the device's root key table hash (ROTKH)", HelpName = "HEX" };
    private readonly Option<string?> _cmpa = new("--cmpa") { Description = "the device's CMPA page, whose ROTKH counts", HelpName = "FILE" };
    private readonly Option<string?> _cfpa = new("--cfpa") { Description = "the device's CFPA page: revoked root keys and least firmware versions", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SbVerifyCommand(CommandContext context)
        : base("verify", context, "sb verify product.sb2 --kek sb_kek.txt --cmpa cmpa.bin --cfpa cfpa.bin", "sb verify product.sb2 --json")
    {
        Add(_file);
        Add(_kek);
        Add(_rkth);
        Add(_cmpa);
        Add(_cfpa);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        using var kek = SbInput.ReadKek(Context, parse.GetValue(_kek));
        byte[]? rkth = RootHash(parse);
        var cfpa = parse.GetValue(_cfpa) is { } page ? CfpaPage.Parse(Context.Disk.ReadAll(Context.FullPath(page))).OrThrow(page) : null;
        byte[] file = Context.Disk.ReadAll(path);
        var fault = Judge(file, kek, new(rkth) { RootRevoke = cfpa?.RootRevoke }, cfpa);
        var open = NotChecked(kek is not null, rkth is not null, cfpa is not null);
        Print(path, fault, open);
        if (fault is null)
            return ExitCode.Done;
        var rejected = SbCommandFaults.Rejected.Fault($"{path} is rejected by {fault.Code.Id}: {fault.What}", vendorCode: fault.VendorCode);
        ErrorPrinter.Print(Context, rejected);
        return rejected.Code.Exit;
    }

    private static Fault? Judge(byte[] file, Secret? kek, Sb2Anchor anchor, CfpaPage? cfpa)
    {
        if (kek is null)
            return Sb2File.CheckOrigin(file, anchor).Fault;
        if (!Sb2File.OpenFor(file, kek.Span, anchor).Try(out var contents, out var fault))
            return SbInput.WithHint(fault, file, kek);
        return cfpa is null ? null : contents.Commands.OfType<VersionCheckCommand>().Select(c => c.CheckAgainst(cfpa)).FirstOrDefault(f => f is not null);
    }

    private static List<string> NotChecked(bool kek, bool rkth, bool cfpa)
    {
        var list = new List<string>();
        if (!rkth)
            list.Add("whose root keys these are (no --rkth or --cmpa)");
        if (!cfpa)
            list.Add("revoked root keys (no --cfpa)");
        if (!kek)
            list.Add("keys, authentication codes and commands (no --kek)");
        if (!kek || !cfpa)
            list.Add("least firmware versions (no --kek or no --cfpa)");
        return list;
    }

    private byte[]? RootHash(ParseResult parse)
    {
        if (parse.GetValue(_rkth) is not { } text)
            return parse.GetValue(_cmpa) is { } page ? CmpaPage.Parse(Context.Disk.ReadAll(Context.FullPath(page))).OrThrow(page).RootHash.ToArray() : null;
        if (parse.GetValue(_cmpa) is not null)
            throw FrameFaults.Usage.Exception("--rkth and --cmpa both say what the root key table hash is", "give one of them");
        return text.Length == 2 * CmpaPage.RootHashLength && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw SbCommandFaults.Hash.Exception($"--rkth has {text.Length} characters or one that is no hexadecimal digit");
    }

    private void Print(string path, Fault? fault, List<string> notChecked)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine(fault is null ? $"{path} is good" : $"{path} is rejected: {fault.Code.Id}: {fault.What}");
            foreach (string text in notChecked)
                Context.Output.WriteLine($"not checked: {text}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteBoolean("ok", fault is null);
            json.WriteString("rule", fault?.Code.Id);
            json.WriteString("what", fault?.What);
            json.WriteString("status", fault?.VendorCode);
            json.WriteStartArray("notChecked");
            notChecked.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
