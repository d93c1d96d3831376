using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Sb2;

namespace Rootline.Cli.Commands.Sb;

/// <summary><c>rootline sb show</c>: what an SB file holds; the commands only with its KEK. It judges nothing.</summary>
internal sealed class SbShowCommand : CliCommand
{
    private readonly Argument<string> _file = SbInput.File();
    private readonly Option<string?> _kek = SbInput.Kek();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SbShowCommand(CommandContext context)
        : base("show", context, "sb show product.sb2", "sb show product.sb2 --kek sb_kek.txt --json")
    {
        Add(_file);
        Add(_kek);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_file));
        byte[] file = Context.Disk.ReadAll(path);
        var structure = Sb2Structure.Walk(file).OrThrow(path);
        using var kek = SbInput.ReadKek(Context, parse.GetValue(_kek));
        var sections = kek is null ? null : Open(file, kek, path);
        if (Context.Json)
            Context.PrintJson(json => Write(json, structure, sections, file.Length));
        else
            Print(structure, sections, file.Length);
        return ExitCode.Done;
    }

    private static IReadOnlyList<Sb2Section> Open(byte[] file, Secret kek, string path) =>
        Sb2File.OpenFor(file, kek.Span, Sb2Anchor.None).Try(out var contents, out var fault)
            ? contents.Sections
            : throw SbInput.WithHint(fault, file, kek).In(path).ToException();

    private static string Flags(Sb2Header header) => header.HasDigest ? "8008 (signed, encrypted, digest of the sections)" : "0008 (signed, encrypted)";

    // Whoever made the file chose the name: it must not steer a terminal.
    private static string Subject(RsaCertificate certificate)
    {
        using var read = X509File.Load(certificate.Der);
        return string.Concat((read?.Subject ?? "(no name)").Select(c => char.IsControl(c) ? '?' : c));
    }

    private void Print(Sb2Structure structure, IReadOnlyList<Sb2Section>? sections, int length)
    {
        var header = structure.Header;
        var certificates = structure.Certificates;
        Line("file", $"{length} bytes, SB 2.1, flags {Flags(header)}");
        Line("counts", $"{header.ImageBlocks} blocks, first section at block {header.FirstBootTagBlock}, authentication codes {header.MacCount}");
        Line("made", $"{header.Time:yyyy-MM-ddTHH:mm:ss.ffffffZ}");
        Line("versions", $"product {header.ProductVersion}, component {header.ComponentVersion}, build {header.BuildNumber}");
        foreach (var (certificate, i) in certificates.Certificates.Select((c, i) => (c, i)))
            Line($"certificate {i}", $"{Subject(certificate)}, RSA-{certificate.KeyLength * 8}{(certificate.IsCa ? ", CA" : "")}");
        Line("root key", $"{certificates.RootKeys.IndexOf(certificates.Root)} of the table");
        Line("RKTH", Convert.ToHexStringLower(certificates.RootKeys.Hash()));
        foreach (var section in sections ?? [])
        {
            Line($"section {section.Id}", $"commands {section.Commands.Count}, authenticated parts {section.MacCount}");
            foreach (var command in section.Commands)
                Context.Output.WriteLine($"  {SbCommandText.Of(command)}");
        }

        if (sections is null)
            Context.Output.WriteLine("the commands are encrypted: name the KEK with --kek");
    }

    private void Line(string name, string text) => Context.Output.WriteLine($"{name,-14} {text}");

    private static void Write(Utf8JsonWriter json, Sb2Structure structure, IReadOnlyList<Sb2Section>? sections, int length)
    {
        var header = structure.Header;
        json.WriteStartObject();
        json.WriteNumber("length", length);
        json.WriteNumber("flags", (int)header.Features);
        json.WriteNumber("imageBlocks", header.ImageBlocks);
        json.WriteNumber("firstBootTagBlock", header.FirstBootTagBlock);
        json.WriteNumber("firstSectionId", header.FirstSectionId);
        json.WriteNumber("macCount", header.MacCount);
        json.WriteString("timestamp", $"{header.Time:yyyy-MM-ddTHH:mm:ss.ffffffZ}");
        json.WriteString("productVersion", $"{header.ProductVersion}");
        json.WriteString("componentVersion", $"{header.ComponentVersion}");
        json.WriteNumber("buildNumber", header.BuildNumber);
        json.WriteNumber("signatureOffset", structure.SignatureOffset);
        json.WriteNumber("sectionsOffset", structure.SectionsOffset);
        WriteCertificates(json, structure.Certificates);
        if (sections is not null)
            WriteSections(json, sections);
        json.WriteEndObject();
    }

    private static void WriteCertificates(Utf8JsonWriter json, CertificateBlock block)
    {
        json.WriteStartArray("certificates");
        foreach (var certificate in block.Certificates)
        {
            json.WriteStartObject();
            json.WriteString("subject", Subject(certificate));
            json.WriteNumber("keyBits", certificate.KeyLength * 8);
            json.WriteBoolean("ca", certificate.IsCa);
            json.WriteString("rootKeyHash", Convert.ToHexStringLower(certificate.RootKeyHash()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("rootKeyIndex", block.RootKeys.IndexOf(block.Root));
        json.WriteStartArray("rootKeyHashes");
        foreach (byte[] hash in block.RootKeys.Hashes)
            json.WriteStringValue(Convert.ToHexStringLower(hash));
        json.WriteEndArray();
        json.WriteString("rkth", Convert.ToHexStringLower(block.RootKeys.Hash()));
    }

    private static void WriteSections(Utf8JsonWriter json, IReadOnlyList<Sb2Section> sections)
    {
        json.WriteStartArray("sections");
        foreach (var section in sections)
        {
            json.WriteStartObject();
            json.WriteNumber("id", section.Id);
            json.WriteNumber("parts", section.MacCount);
            json.WriteStartArray("commands");
            foreach (var command in section.Commands)
                SbCommandText.Of(command).Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
