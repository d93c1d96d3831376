using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary><c>rootline tfm bundle show</c>: the open part of a bundle. Secrets are shown to nobody.</summary>
internal sealed class BundleShowCommand : CliCommand
{
    private readonly Argument<string> _file = BundleInput.File();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public BundleShowCommand(CommandContext context)
        : base("show", context, "tfm bundle show 7.bundle", "tfm bundle show 7.bundle --json") => Add(_file);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var bundle = BundleInput.Read(Context, parse.GetRequiredValue(_file));
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartObject();
                BundleFileJson.WriteHeader(json, bundle.Header);
                json.WriteString("sealedFor", bundle.SealedFor);
                json.WriteEndObject();
            });
            return ExitCode.Done;
        }

        foreach (var (name, value) in Lines(bundle))
            Context.Output.WriteLine($"{name,-15} {value}".TrimEnd());
        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, string Value)> Lines(BundleFile bundle)
    {
        var header = bundle.Header;
        yield return ("bundle", header.Id);
        yield return ("sealed for", bundle.SealedFor);
        if (header.IsSeeded)
            yield return ("seeded", "yes: the secrets protect nothing");
        yield return ("iak", header.IakType == IakType.SecpR1 ? "P-256" : "HMAC with SHA-256");
        yield return ("iak public", header.IakPublicKey ?? "-");
        yield return ("iak id", header.IakId);
        yield return ("implementation", header.ImplementationId);
        yield return ("certification", header.CertificationReference);
        yield return ("service", header.VerificationServiceUrl);
        yield return ("profile", header.ProfileDefinition);
        for (int i = 0; i < header.Rotpks.Count; i++)
            yield return ($"rotpk {i}", header.Rotpks[i]);
        yield return ("policies", header.RotpkPolicies?.ToString("x", CultureInfo.InvariantCulture) ?? "-");
        yield return ("debug key", header.SecureDebugKey ?? "-");
        foreach (var fingerprint in header.Fingerprints)
            yield return ("fingerprint", $"{fingerprint.Sha256}  {fingerprint.Name}");
    }
}
