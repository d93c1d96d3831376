using System.CommandLine;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Psa;

namespace Rootline.Cli.Commands.Chip;

/// <summary>The options that say what the firmware of a TF-M chip is built to be.</summary>
internal sealed class TfmBuildForm
{
    private static readonly string[] Releases = ["1.7", "2.2", "2.3"];
    private static readonly string[] Profiles = ["iot1", "psa2", "cca"];

    private readonly Option<string> _release = new("--release") { Description = "1.7, 2.2 or 2.3", DefaultValueFactory = _ => Releases[1], HelpName = "N" };
    private readonly Option<string> _profile = new("--token-profile") { Description = "iot1, psa2 (RFC 9783; its draft with 1.7) or cca", DefaultValueFactory = _ => Profiles[0], HelpName = "NAME" };
    private readonly Option<bool> _raw = new("--raw-keys") { Description = "one-time memory holds the images' keys themselves (P-256), not their hashes" };
    private readonly Option<int> _counters = new("--non-secure-counters") { Description = "how many counters the non-secure side has in one-time memory, 0 to 3", HelpName = "N" };
    private readonly Option<bool> _bundle = new("--wait-for-bundle") { Description = "the boot loader waits for a provisioning bundle in RAM (2.2 and later); the bundle's code is written beside the ELF files" };
    private readonly Option<bool> _bl1 = new("--bl1") { Description = "BL1 stands in front of the boot loader, verifies its image and starts it; the data that BL1 must be given before the first start are written beside the ELF files" };
    private readonly Option<bool> _keyId = new("--key-id") { Description = "tokens name their key" };
    private readonly Option<bool> _noOptional = new("--no-optional-claims") { Description = "tokens leave out verification service and certification reference" };
    private readonly Option<bool> _seed = new("--boot-seed-per-boot") { Description = "draw the boot seed at each boot; TF-M's own is the same for ever" };
    private readonly Option<bool> _halts = new("--halt-on-panic") { Description = "a secure image that cannot go on halts and does not reset" };
    private readonly Option<bool> _cryptoCell = new("--cryptocell-312") { Description = "one-time memory and life cycle stand in a CryptoCell-312: the chip resets itself between the stages, and a stage comes with the next power-on" };
    private readonly Option<bool> _dummy = new("--dummy-provisioning-this-device-is-not-secure") { Description = "the firmware provisions itself with TF-M's published test values, keys among them: for test benches alone" };

    /// <summary>Makes the options.</summary>
    public TfmBuildForm()
    {
        _release.AcceptOnlyFromAmong(Releases);
        _profile.AcceptOnlyFromAmong(Profiles);
    }

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_release, _profile, _raw, _counters, _bundle, _bl1, _keyId, _noOptional, _seed, _halts, _cryptoCell, _dummy];

    /// <summary>Reads them.</summary>
    /// <param name="parse">The command line.</param>
    public TfmBuild Read(ParseResult parse)
    {
        var revision = (TfmRevision)(1 + Array.IndexOf(Releases, parse.GetValue(_release)));
        bool isOld = revision == TfmRevision.V170;
        if (parse.GetValue(_counters) is < 0 or > TfmBuild.MaxNonSecureCounters)
            throw FrameFaults.Usage.Exception($"--non-secure-counters is a number from 0 to {TfmBuild.MaxNonSecureCounters}");
        return new()
        {
            Revision = revision,
            Profile = parse.GetValue(_profile) switch
            {
                "psa2" => isOld ? PsaProfile.Psa2Draft : PsaProfile.Rfc9783,
                "cca" => isOld ? PsaProfile.CcaPlatformLegacy : PsaProfile.CcaPlatform,
                _ => PsaProfile.IotProfile1,
            },
            HasRawKeys = parse.GetValue(_raw),
            PollsForBundle = parse.GetValue(_bundle),
            HasBl1 = parse.GetValue(_bl1),
            NonSecureCounters = parse.GetValue(_counters),
            IncludesKeyId = parse.GetValue(_keyId),
            LeavesOutOptionalClaims = parse.GetValue(_noOptional),
            DrawsBootSeed = parse.GetValue(_seed),
            HaltsOnPanic = parse.GetValue(_halts),
            HasCryptoCell = parse.GetValue(_cryptoCell),
            HasDummyProvisioning = parse.GetValue(_dummy),
        };
    }

    /// <summary>Refuses what no firmware can be.</summary>
    /// <param name="build">The build.</param>
    /// <param name="signers">The keys of its images.</param>
    public static void Demand(TfmBuild build, IReadOnlyList<ISigner> signers)
    {
        var kind = signers[0].Kind;
        if (signers.FirstOrDefault(s => s.Kind != kind) is { } other)
            throw FrameFaults.Usage.Exception($"a boot loader knows one kind of signature; the keys are {kind} and {other.Kind}");
        if (kind is not (SignatureKind.EcdsaP256 or SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss))
            throw FrameFaults.Usage.Exception($"the firmware verifies P-256, RSA-2048 and RSA-3072, not {kind}");
        if (build.HasRawKeys && kind != SignatureKind.EcdsaP256)
            throw FrameFaults.Usage.Exception("--raw-keys goes with keys of P-256");
        if (build.HasCryptoCell && (build.HasRawKeys || build.PollsForBundle || build.HasBl1 || build.TakesEncryptedImages || build.NonSecureCounters > 0))
            throw FrameFaults.Usage.Exception("a CryptoCell-312 holds hashes of keys, no image decryption key and no counters of the non-secure side, and its stages are neither BL1's nor a bundle's");
        if (build.HasRawKeys && build.HasDummyProvisioning)
            throw FrameFaults.Usage.Exception("of the published keys only the hashes are known: --raw-keys does not go with them");
        if (build.PollsForBundle && (build.IsOld || build.HasDummyProvisioning || build.TakesEncryptedImages))
            throw FrameFaults.Usage.Exception("a bundle goes with --release 2.2 and later, without published values, and has no place for an image decryption key");
        if (build.HasBl1 && (build.HasDummyProvisioning || build.TakesEncryptedImages || build.PollsForBundle))
            throw FrameFaults.Usage.Exception("--bl1 does not go with published values, an image decryption key or a bundle");
        if (build.TakesEncryptedImages && build.HasDummyProvisioning)
            throw FrameFaults.Usage.Exception("there is no published image decryption key: --image-decryption-key does not go with them");
    }
}
