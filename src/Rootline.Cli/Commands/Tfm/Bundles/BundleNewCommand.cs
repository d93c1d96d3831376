using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary><c>rootline tfm bundle new</c>: makes the bundles of devices, each sealed for one key.</summary>
internal sealed class BundleNewCommand : CliCommand
{
    private readonly Option<string> _to = BundleInput.Recipient();
    private readonly Option<string> _output = new("--output", "-o") { Description = "the file to write; with --count the folder", Required = true, HelpName = "PATH" };
    private readonly Option<int> _count = new("--count") { Description = "how many bundles, each a file ID.bundle in the folder", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string?> _register = new("--register") { Description = "the list of all bundles made: a secret that stands in it is refused, new ones are added", HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();
    private readonly Option<ulong?> _seed = CommandOptions.Seed();
    private readonly BundleValues _values = new();
    private readonly BundleImports _imports = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public BundleNewCommand(CommandContext context)
        : base(
            "new",
            context,
            "tfm bundle new --to station-pub.pem --implementation-id 41434d452d312e30414a4d452d312e3041434d452d312e3041434d452d312e30 --profile PSA_IOT_PROFILE_1 --rotpk s-pub.pem --rotpk ns-pub.pem -o 7.bundle",
            "tfm bundle new --to desk-pub.pem --implementation-id 41434d452d312e30414a4d452d312e3041434d452d312e3041434d452d312e30 --profile PSA_IOT_PROFILE_1 --rotpk s-pub.pem --rotpk ns-pub.pem --register made.txt --count 100 -o bundles")
    {
        foreach (var option in (IEnumerable<Option>)[_to, _output, _count, .. _values.Options, .. _imports.Options, _register, _force, _seed])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        int count = parse.GetValue(_count);
        if (count is < 1 or > 100_000)
            throw FrameFaults.Usage.Exception($"{count} bundles", "ask for 1 to 100000");
        using var recipient = BundleInput.ReadPublicKey(Context, parse.GetRequiredValue(_to));
        var order = _values.Read(Context, parse);
        string? registerPath = parse.GetValue(_register) is { } name ? Context.FullPath(name) : null;
        var register = registerPath is null ? BundleRegister.Empty() : BundleRegister.Open(Context.Disk, registerPath);
        using var imported = _imports.Read(Context, parse, order.IakType);
        if (count > 1 && imported.Secrets.NamesOneDevice)
            throw TfmCommandFaults.ImportMany.Exception($"{count} bundles and imported secrets");
        EntropySource entropy = parse.GetValue(_seed) is { } seed ? new SeededEntropy(seed).Fork("tfm-bundle") : Context.Entropy;
        var desk = new BundleDesk(entropy);
        List<BundleFile> made = [];
        for (int i = 0; i < count; i++)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            made.Add(desk.Make(order, imported.Secrets, recipient));
            register.Add(made[^1].Header);
            Context.Progress.Report("bundles", i + 1, count);
        }

        var files = Write(parse, made, count);
        if (registerPath is not null)
            Context.Disk.Replace(registerPath, register.ToBytes());
        Print(made, files);
        return ExitCode.Done;
    }

    private List<string> Write(ParseResult parse, List<BundleFile> made, int count)
    {
        string output = Context.FullPath(parse.GetRequiredValue(_output));
        List<string> files = count == 1 ? [output] : [.. made.Select(b => Path.Combine(output, b.Header.Id + ".bundle"))];
        foreach (string file in files)
            BundleInput.DemandFree(Context, file, parse.GetValue(_force));
        if (count > 1)
            Context.Disk.CreateFolder(output);
        for (int i = 0; i < count; i++)
            Context.Disk.Replace(files[i], BundleFileJson.Encode(made[i]), secret: true);
        return files;
    }

    private void Print(List<BundleFile> made, List<string> files)
    {
        Context.Progress.Clear();
        if (made[0].Header.IsSeeded)
            Context.Warn("the secrets come from a seed: they protect nothing");
        if (!Context.Json)
        {
            Context.Output.WriteLine(made.Count == 1
                ? $"wrote {files[0]}: bundle {made[0].Header.Id}, sealed for key {made[0].SealedFor[..16]}"
                : $"wrote {made.Count} bundles to {Path.GetDirectoryName(files[0])}, sealed for key {made[0].SealedFor[..16]}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartArray();
            for (int i = 0; i < made.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("file", files[i]);
                json.WriteString("id", made[i].Header.Id);
                json.WriteString("sealedFor", made[i].SealedFor);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
