using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary><c>rootline tfm bundle check</c>: whether bundles may be burned; with the key they are opened in memory, and their secrets judged too.</summary>
internal sealed class BundleCheckCommand : CliCommand
{
    private readonly Argument<string[]> _files = new("BUNDLE") { Description = "bundles; secrets that two of them share are refused", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _key = BundleInput.Key(required: false);
    private readonly Option<string?> _register = new("--register") { Description = "the list of all bundles made, to look for earlier devices in", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public BundleCheckCommand(CommandContext context)
        : base("check", context, "tfm bundle check 7.bundle --key station.pem", "tfm bundle check *.bundle --register made.txt --json")
    {
        Add(_files);
        Add(_key);
        Add(_register);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var register = parse.GetValue(_register) is { } name ? BundleRegister.Open(Context.Disk, Context.FullPath(name)) : BundleRegister.Empty();
        using var key = parse.GetValue(_key) is { } keyName ? BundleInput.ReadKey(Context, keyName) : null;
        List<BundleFile> good = [];
        foreach (string file in parse.GetRequiredValue(_files))
        {
            var bundle = BundleInput.Read(Context, file);
            Judge(bundle, key, file);
            register.Add(bundle.Header);
            good.Add(bundle);
        }

        Print(good, key is not null);
        return ExitCode.Done;
    }

    private static void Judge(BundleFile bundle, Core.Crypto.P256PrivateKey? key, string file)
    {
        IReadOnlyList<Fault> faults;
        if (key is null)
        {
            faults = BundleRules.JudgeOpen(bundle.Header);
        }
        else
        {
            using var secrets = BundleSeal.Open(bundle, key).OrThrow(file);
            faults = BundleRules.Judge(bundle.Header, secrets);
        }

        if (faults.Count > 0)
            throw BundleInput.Together([faults[0].In(file), .. faults.Skip(1)]);
    }

    private void Print(List<BundleFile> good, bool opened)
    {
        if (!Context.Json)
        {
            foreach (var bundle in good)
                Context.Output.WriteLine($"bundle {bundle.Header.Id}: good{(opened ? "" : ", as far as it can be seen without its key")}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartArray();
            foreach (var bundle in good)
            {
                json.WriteStartObject();
                json.WriteString("id", bundle.Header.Id);
                json.WriteBoolean("opened", opened);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
