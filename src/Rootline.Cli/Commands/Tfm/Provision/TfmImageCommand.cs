using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Commands.Tfm.Bundles;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Ledger.Station;
using Rootline.Line.Tfm;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary><c>rootline tfm image</c>: images that carry a bundle's data in flash, for a device without a debugger's RAM.</summary>
internal sealed class TfmImageCommand : CliCommand
{
    private readonly Argument<string> _bundle = BundleInput.File();
    private readonly Option<string?> _key = BundleInput.Key(required: true);
    private readonly Option<string> _bl2 = Elf("--bl2", "the ELF file of a boot loader built with TFM_DUMMY_PROVISIONING=ON");
    private readonly Option<string> _secure = Elf("--secure", "the ELF file of a secure image built with TFM_DUMMY_PROVISIONING=ON");
    private readonly Option<string> _ledger = new("--ledger", "-l") { Description = "the station's ledger, without a card; made where it is missing", Required = true, HelpName = "FILE" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder for bl2-data.bin and tfm_s-data.bin: they hold the secrets in the clear", Required = true, HelpName = "FOLDER" };
    private readonly Option<bool> _force = CommandOptions.Force();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public TfmImageCommand(CommandContext context)
        : base("image", context, "tfm image 7.bundle --key station.pem --bl2 dummy/bl2.axf --secure dummy/tfm_s.axf -l devices.db -o data")
    {
        Add(_bundle);
        foreach (var option in (Option[])[_key, _bl2, _secure, _ledger, _output, _force])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        using var bundle = OpenBundle.Read(Context, parse.GetRequiredValue(_bundle), parse.GetValue(_key)!);
        if (BundleRules.Judge(bundle.Header, bundle.Secrets) is { Count: > 0 } broken)
            throw BundleInput.Together(broken);
        string folder = Context.FullPath(parse.GetRequiredValue(_output));
        string[] files = [Path.Combine(folder, "bl2-data.bin"), Path.Combine(folder, "tfm_s-data.bin")];
        foreach (string file in files)
            BundleInput.DemandFree(Context, file, parse.GetValue(_force));
        using var loader = DataImage.OfLoader(FirmwareOptions.Read(Context, parse.GetRequiredValue(_bl2)), bundle.Header).OrThrow(_bl2.Name);
        using var secure = DataImage.OfSecure(FirmwareOptions.Read(Context, parse.GetRequiredValue(_secure)), bundle.Header, bundle.Secrets).OrThrow(_secure.Name);
        using (var ledger = StationLedger.OpenWithoutCard(Context.FullPath(parse.GetRequiredValue(_ledger)), new() { Disk = Context.Disk }, Context.Clock))
            DataImageRun.Begin(ledger, bundle.Header);
        Context.Disk.CreateFolder(folder, secret: true);
        Context.Disk.Replace(files[0], loader.Content.Span, secret: true);
        Context.Disk.Replace(files[1], secure.Content.Span, secret: true);
        Print(bundle.Header.Id, files, [loader.Address, secure.Address]);
        return ExitCode.Done;
    }

    private static Option<string> Elf(string name, string what) => new(name) { Description = what, Required = true, HelpName = "ELF" };

    private void Print(string bundle, string[] files, uint[] addresses)
    {
        if (!Context.Json)
        {
            for (int i = 0; i < files.Length; i++)
                Context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {files[i]} for 0x{addresses[i]:x8}"));
            Context.Output.WriteLine("sign tfm_s-data.bin with rootline image sign, flash both, let the device boot once, delete the files");
            Context.Output.WriteLine("then flash the images without data, do not erase the area of one-time memory, and prove it with rootline tfm provision");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("bundle", bundle);
            json.WriteStartArray("images");
            for (int i = 0; i < files.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("file", files[i]);
                json.WriteNumber("address", addresses[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
