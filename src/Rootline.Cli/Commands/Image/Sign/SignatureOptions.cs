using System.CommandLine;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Custody;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>Options of who signs an image and how.</summary>
internal sealed class SignatureOptions
{
    private const int LongestSignature = 4096;

    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "the signing key: a file, program:... or pkcs11:... (docs/keys.md); may be repeated", HelpName = "KEY" };
    private readonly Option<string?> _form = SignText.Choice(["--public-key-format"], "what the image holds of the public key; hash where missing", "hash", "full");
    private readonly Option<string[]> _ids = new("--psa-key-ids") { Description = "PSA id of a key, written before its hash or itself; once for each key. With --layout, one id and no --public-key-format: in its place", HelpName = "N" };
    private readonly Option<string?> _idOnly = SignText.Option(["--psa-key-id"], "N", "PSA id of the key, written in place of its hash");
    private readonly Option<string?> _digest = SignText.Choice(["--sha"], "digest of the image; auto where missing: what the key wants", "auto", "256", "384", "512");
    private readonly Option<bool> _pure = SignText.Switch(["--pure"], "sign the image itself and not its digest (Ed25519)");
    private readonly Option<bool> _padSignature = SignText.Switch(["--pad-sig"], "pad an ECDSA signature with zeros, for loaders before 1.5");
    private readonly Option<bool> _deterministic = SignText.Switch(["--deterministic"], "make ECDSA signatures by RFC 6979: the same each time (keys in files)");
    private readonly Option<string?> _fixed = SignText.Option(["--fix-sig"], "FILE", "a signature that was made elsewhere, in Base64");
    private readonly Option<string?> _fixedKey = SignText.Option(["--fix-sig-pubkey"], "KEY", "the public key of that signature");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_keys, _form, _ids, _idOnly, _digest, _pure, _padSignature, _deterministic, _fixed, _fixedKey];

    /// <summary>Puts what the command line says into a recipe, without the signers.</summary>
    /// <param name="keys">Reads the public key of a signature from elsewhere.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="recipe">The recipe so far.</param>
    /// <param name="layout">Whether the image is made for a TF-M layout.</param>
    public ImageRecipe Read(ImageKeys keys, ParseResult parse, ImageRecipe recipe, bool layout)
    {
        bool pure = parse.GetValue(_pure);
        if (pure && parse.GetValue(_digest) is not (null or "auto"))
            throw ImageOptionFaults.Contradiction.Exception("a pure signature fixes the digest: it cannot be chosen", "leave --sha out");
        return recipe with
        {
            Digest = parse.GetValue(_digest) switch { "256" => ImageDigest.Sha256, "384" => ImageDigest.Sha384, "512" => ImageDigest.Sha512, _ => null },
            KeyForm = Form(parse, layout),
            Pure = pure,
            PadSignature = parse.GetValue(_padSignature),
            FixedSignature = Fixed(keys, parse),
        };
    }

    /// <summary>Opens the signers.</summary>
    /// <param name="keys">Opens keys.</param>
    /// <param name="parse">The command line.</param>
    /// <returns>The signatures that are to be made; the caller disposes the signers.</returns>
    public IReadOnlyList<ImageSigning> Signers(ImageKeys keys, ParseResult parse)
    {
        string[] names = parse.GetValue(_keys) ?? [];
        uint?[] ids = Ids(parse, names.Length);
        var terms = new SignerTerms { Deterministic = parse.GetValue(_deterministic) };
        var signers = new List<ImageSigning>();
        try
        {
            for (int i = 0; i < names.Length; i++)
                signers.Add(new(keys.OpenSigner(names[i], terms), ids[i]));
            return signers;
        }
        catch
        {
            signers.ForEach(s => s.Signer.Dispose());
            throw;
        }
    }

    // TF-M's own release of the tool writes the id in place of the key, the one for several signatures in front of it; there the form
    // of the key is always said.
    private PublicKeyForm Form(ParseResult parse, bool layout) => parse.GetValue(_form) switch
    {
        _ when parse.GetValue(_idOnly) is not null => PublicKeyForm.IdOnly,
        null when layout && parse.GetValue(_ids) is [_] => PublicKeyForm.IdOnly,
        "full" => PublicKeyForm.Full,
        _ => PublicKeyForm.Hash,
    };

    private uint?[] Ids(ParseResult parse, int keys)
    {
        string[] ids = [.. parse.GetValue(_ids) ?? [], .. parse.GetValue(_idOnly) is { } one ? (string[])[one] : []];
        if (ids.Length == keys || ids.Length == 0)
        {
            var numbers = new uint?[keys];
            for (int i = 0; i < ids.Length; i++)
                numbers[i] = OptionNumber.Parse(ids[i]).OrThrow("--psa-key-ids");
            return numbers;
        }

        throw ImageOptionFaults.Contradiction.Exception($"there are {keys} keys and {ids.Length} key ids", "give one key id for each key, in the same order");
    }

    private FixedSignature? Fixed(ImageKeys keys, ParseResult parse)
    {
        if (parse.GetValue(_fixed) is not { } name)
        {
            return parse.GetValue(_fixedKey) is null
                ? null
                : throw ImageOptionFaults.Contradiction.Exception("the public key of a signature is given without the signature", "give the signature with --fix-sig");
        }

        if (parse.GetValue(_keys) is [_, ..])
            throw ImageOptionFaults.Contradiction.Exception("cannot sign with a key and take a signature from elsewhere at the same time", "leave -k or --fix-sig out");
        string key = parse.GetValue(_fixedKey) ?? throw ImageOptionFaults.Contradiction.Exception("public key of the fixed signature is not specified", "give it with --fix-sig-pubkey");
        return new(PublicKeyBytes.FromSpki(keys.ReadPublic(key).Spki).OrThrow(key), keys.ReadBase64(name, LongestSignature));
    }
}
