using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Tfm;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary>The values that all devices of a product share.</summary>
internal sealed class BundleValues
{
    private const string Ecdsa = "ecdsa";
    private const string Hmac = "hmac";
    private const string Hash = "hash";
    private const string Raw = "raw";

    private readonly Option<string> _implementation = new("--implementation-id") { Description = "32 bytes that name the implementation, as 64 hexadecimal digits", Required = true, HelpName = "HEX" };
    private readonly Option<string> _profile = new("--profile") { Description = "the profile of the tokens, for example PSA_IOT_PROFILE_1", Required = true, HelpName = "TEXT" };
    private readonly Option<string> _reference = Text("--certification-reference", "EAN-13 number, hyphen, five digits, as in the certificate");
    private readonly Option<string> _url = Text("--verification-service", "address of the verification service, at most 32 characters");
    private readonly Option<string> _iakType = new Option<string>("--iak-type") { Description = "ecdsa (P-256) or hmac (SHA-256)", DefaultValueFactory = _ => Ecdsa, HelpName = "TYPE" }.AcceptOnlyFromAmong(Ecdsa, Hmac);
    private readonly Option<string> _iakId = Text("--iak-id", "name of the attestation key, at most 32 characters");
    private readonly Option<string[]> _rotpks = new("--rotpk") { Description = "a public key that images are signed with; repeat it, image by image", Required = true, HelpName = "KEY" };
    private readonly Option<string> _form = new Option<string>("--rotpk-form") { Description = "hash, or raw for a boot loader with the keys themselves in one-time memory", DefaultValueFactory = _ => Hash, HelpName = "FORM" }.AcceptOnlyFromAmong(Hash, Raw);
    private readonly Option<string?> _policies = new("--rotpk-policies") { Description = "which keys must have signed, a bit a key (TF-M 2.3 and later)", HelpName = "HEX" };
    private readonly Option<string?> _debug = new("--secure-debug-key") { Description = "hash of the debug authority's public key, 64 hexadecimal digits", HelpName = "HEX" };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_implementation, _profile, _reference, _url, _iakType, _iakId, _rotpks, _form, _policies, _debug];

    /// <summary>Reads them.</summary>
    /// <param name="context">Disk, folder, terminal.</param>
    /// <param name="parse">The command line.</param>
    public BundleOrder Read(CommandContext context, ParseResult parse) => new()
    {
        IakType = parse.GetValue(_iakType) == Hmac ? IakType.HmacSha256 : IakType.SecpR1,
        IakId = parse.GetValue(_iakId)!,
        ImplementationId = BundleInput.ReadDigits(parse.GetRequiredValue(_implementation), PsaRotData.KeyLength, _implementation.Name),
        CertificationReference = parse.GetValue(_reference)!,
        VerificationServiceUrl = parse.GetValue(_url)!,
        ProfileDefinition = parse.GetRequiredValue(_profile),
        Rotpks = [.. parse.GetRequiredValue(_rotpks).Select(k => Key(context, k, parse.GetValue(_form) == Raw))],
        RotpkPolicies = parse.GetValue(_policies) is { } text ? Policies(text) : null,
        SecureDebugKey = parse.GetValue(_debug) is { } debug ? BundleInput.ReadDigits(debug, PsaRotData.KeyLength, _debug.Name) : null,
    };

    private static Option<string> Text(string name, string what) => new(name) { Description = what, DefaultValueFactory = _ => "", HelpName = "TEXT" };

    private static byte[] Key(CommandContext context, string name, bool isRaw)
    {
        var key = PublicKeyBytes.FromSpki(ContextAsker.Desk(context).ReadPublic(name).Spki).OrThrow(name);
        if (!isRaw)
            return key.Hash(ImageDigests.Choose(key.Kind).OrThrow(name));
        return Rotpk.RawLength(key.Kind) is null
            ? throw Rootline.Formats.Tfm.Bundles.BundleFaults.Keys.Exception($"{name} has no raw form: only P-256 and P-384 have")
            : Rotpk.ToRaw(key);
    }

    private static uint Policies(string text) => uint.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
        ? value
        : throw TfmCommandFaults.Digits.Exception("--rotpk-policies is not a number in hexadecimal digits");
}
