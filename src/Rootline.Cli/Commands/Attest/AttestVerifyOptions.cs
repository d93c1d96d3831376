using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Psa.Chain;
using Rootline.Formats.Psa.Corim;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Cli.Commands.Attest;

/// <summary>The options of <c>attest verify</c>.</summary>
internal sealed class AttestVerifyOptions
{
    private readonly Option<string?> _key = new("--key", "-k") { Description = "the key that the tokens must be made with: a public key, a certificate, or the bytes of a symmetric key", HelpName = "FILE" };
    private readonly Option<string?> _keys = new("--keys") { Description = "the store of enrolled devices", HelpName = "STORE" };
    private readonly Option<string[]> _corim = new("--corim") { Description = "keys and reference values of the device's maker (CoRIM); again for more", HelpName = "FILE" };
    private readonly Option<string?> _corimKey = new("--corim-key") { Description = "the key that the CoRIM files must be signed by", HelpName = "FILE" };
    private readonly Option<string[]> _root = new("--root") { Description = "a maker's root certificate, to which the certificates in a token (x5chain) must lead; again for more", HelpName = "FILE" };
    private readonly TermsOptions _terms = new();
    private readonly Option<bool> _unsigned = new("--unsigned-claims") { Description = "judge claim sets alone, in CBOR or JSON, that nobody signed: the verdict proves nothing about a device" };
    private readonly Option<bool> _published = new("--accept-published-keys") { Description = "for rehearsals: take tokens made with keys that everybody knows; they prove nothing" };

    /// <summary>All of them in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [_key, _keys, _corim, _corimKey, _root, .. _terms.All, _unsigned, _published];

    /// <summary>Reads them and the files that they name.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="parse">The command line.</param>
    /// <returns>The judge; the caller's.</returns>
    public TokenDesk Open(CommandContext context, ParseResult parse)
    {
        bool hasPlaces = parse.GetValue(_keys) is not null || parse.GetValue(_corim) is { Length: > 0 } || parse.GetValue(_root) is { Length: > 0 };
        if ((parse.GetValue(_key) is not null ? 1 : 0) + (hasPlaces ? 1 : 0) + (parse.GetValue(_unsigned) ? 1 : 0) != 1)
            throw AttestFaults.NoKey.Exception("exactly one of --key, --keys or --corim or --root, and --unsigned-claims is wanted");
        var held = _terms.Open(context, parse);
        var desk = new TokenDesk(held, held.Terms with { AllowsPublishedKeys = parse.GetValue(_published) });
        try
        {
            if (parse.GetValue(_key) is { } name)
                desk.Add(KeyInput.Read(context, name, f => TokenKeyFile.Read(f)));
            if (parse.GetValue(_keys) is { } store)
                desk.Add(HeldStore.ReadKeys(context, context.FullPath(store)));
            if (parse.GetValue(_corim) is { Length: > 0 } files)
                desk.Add(ReadCorim(context, files, parse.GetValue(_corimKey)));
            if (parse.GetValue(_root) is { Length: > 0 } roots)
                desk.Add(roots.Select(r => KeyInput.Read(context, r, ReadRoot)).ToList());
            return desk;
        }
        catch
        {
            desk.Dispose();
            throw;
        }
    }

    private static Parsed<DeviceCertificate> ReadRoot(byte[] file) => KeyFile.ReadCertificate(file).Try(out byte[]? der, out var fault)
        ? CertificateChain.ReadRoot(der)
        : ChainFaults.Root.Fault(fault.What);

    private static List<CorimDocument> ReadCorim(CommandContext context, string[] files, string? signer)
    {
        using var key = signer is null ? null : KeyInput.Read(context, signer, f => TokenKeyFile.Read(f));
        List<CorimDocument> documents = [];
        foreach (string file in files)
        {
            string path = context.FullPath(file);
            var document = CorimDocument.Open(context.Disk.ReadAll(path, CorimDocument.MaxLength), key).OrThrow(path);
            var now = context.Clock.GetUtcNow();
            if (now < document.NotBefore || now > document.NotAfter)
                throw CorimFaults.Validity.Exception($"{path}: the CoRIM is valid {(document.NotBefore is { } from ? $"from {from:yyyy-MM-dd} " : "")}until {document.NotAfter:yyyy-MM-dd}");
            documents.Add(document);
        }

        return documents;
    }
}
