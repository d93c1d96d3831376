using System.CommandLine;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card data</c>: provisioning data for virtual chips of families that take them in place of pages and keys.</summary>
internal sealed class CardDataCommand : CliCommand
{
    private readonly Option<string> _family = new("--family") { Description = "the chips' family", Required = true, HelpName = "NAME" };
    private readonly Option<string> _cmpa = Input("--cmpa", "the CMPA page, 512 bytes");
    private readonly Option<string> _cfpa = Input("--cfpa", "the CFPA page, 512 bytes");
    private readonly Option<string> _sbKek = Input("--sb-kek", "the SB KEK, as text");
    private readonly Option<string> _userKek = Input("--user-kek", "the USER KEK, as text");
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write; it holds the keys in the clear", Required = true, HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardDataCommand(CommandContext context)
        : base("data", context, "card data --family mcxn947 --cmpa cmpa.bin --cfpa cfpa.bin --sb-kek sb_kek.txt --user-kek user_kek.txt -o prov_data.bin")
    {
        foreach (var option in (Option[])[_family, _cmpa, _cfpa, _sbKek, _userKek, _output, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var family = Families.Find(parse.GetRequiredValue(_family)).OrThrow("--family");
        if (!family.UsesProvisioningData)
            throw FrameFaults.Usage.Exception($"family {family.Names[0]} takes pages and keys, not provisioning data");
        string output = Context.FullPath(parse.GetRequiredValue(_output));
        if (Context.Disk.Exists(output) && !parse.GetValue(_force))
            throw LogCommandFaults.Exists.Exception($"{output} exists");
        byte[] cmpa = Read(parse, _cmpa, f => Page(CmpaPage.Parse(f), p => p.Bytes));
        byte[] cfpa = Read(parse, _cfpa, f => Page(CfpaPage.Parse(f), p => p.Bytes));
        using var sb = Read(parse, _sbKek, f => KeyFile.ReadKek(f));
        using var user = Read(parse, _userKek, f => KeyFile.ReadKek(f));
        using var data = ProvisioningDataFile.Build(family, new(cmpa, cfpa), new(sb, user));
        Context.Disk.Replace(output, data.Span, secret: true);
        Print(output, family.Names[0], data);
        return ExitCode.Done;
    }

    private static Option<string> Input(string name, string what) => new(name) { Description = what, Required = true, HelpName = "FILE" };

    private static Parsed<byte[]> Page<T>(Parsed<T> page, Func<T, ReadOnlySpan<byte>> bytes)
        where T : notnull =>
        page.Try(out var read, out var fault) ? bytes(read).ToArray() : fault;

    private T Read<T>(ParseResult parse, Option<string> option, Func<byte[], Parsed<T>> read)
        where T : notnull => KeyInput.Read(Context, Context.FullPath(parse.GetRequiredValue(option)), read);

    private void Print(string output, string family, Secret data)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"wrote provisioning data of the virtual profile for {family}: {output}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("file", output);
            json.WriteString("family", family);
            json.WriteNumber("bytes", data.Length);
            json.WriteEndObject();
        });
    }
}
