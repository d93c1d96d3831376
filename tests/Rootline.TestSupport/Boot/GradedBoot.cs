using System.Globalization;
using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.TestSupport.Boot;

/// <summary>Boots a graded image on a virtual board whose boot code is built as the grading one was.</summary>
public static class GradedBoot
{
    // What the magic of a trailer with fields of 16 or 32 bytes ends with; it begins with that number.
    private static readonly byte[] MagicTail = Convert.FromHexString("2de15d29410b8d77679c110f1f8a");

    /// <summary>The boot code of a configuration in the vectors' words.</summary>
    public static BootCode CodeOf(GradedImage graded)
    {
        string[] words = graded.Configuration.Split('-');
        var signature = SignatureOf(words[1]);
        bool isHash = words.Contains("hwkey");
        var rules = BootRuleSet.None;
        rules |= words.Contains("allow") ? BootRuleSet.AllowList : 0;
        rules |= words.Contains("rollback") ? BootRuleSet.Rollback : 0;
        rules |= words.Contains("pure") ? BootRuleSet.Pure : 0;
        rules |= words[0] == "md" ? BootRuleSet.Measured : 0;
        rules |= words[1].EndsWith("tc", StringComparison.Ordinal) || words[1].EndsWith("psa", StringComparison.Ordinal) || words[1] == "ec384" ? BootRuleSet.PaddedSignatures : 0;
        return new BootCode
        {
            Digest = DigestOf(words),
            Signature = signature,
            KeySource = isHash ? BootKeySource.RotpkHash : BootKeySource.BuiltIn,
            Keys = signature is null || isHash ? [] : [.. (graded.PublicKeys.Count > 0 ? graded.PublicKeys : [Vectors.Read("mcuboot/keyout/sign-p256.pub.der")]).Select(k => PublicKeyBytes.Parse(k).OrThrow())],
            Rotpks = isHash ? [Vectors.Read($"mcuboot/{Extra(graded, "--pubhash")}")] : [],
            Rules = rules,
            ContentKey = graded.ContentKey,
            ContentKeyTlv = ContentKeyOf(words),
            ContentKeyLength = words.Contains("256") ? 32 : 16,
            Images = words.Contains("multi") ? 2 : 1,
            MaxAlign = graded.IsSecondary && graded.File.AsSpan().EndsWith(MagicTail) ? graded.File[^16] : 8,
        };
    }

    /// <summary>Boots.</summary>
    public static BootOutcome Boot(GradedImage graded)
    {
        var bench = BootBench.Of(BootBench.Small(graded.SlotSize, graded.Erased), CodeOf(graded));
        if (Extra(graded, "--cnt") is { } counter)
            RaiseTo(bench, uint.Parse(counter, CultureInfo.InvariantCulture));
        bench.Chip.PutImage(0, graded.IsSecondary, graded.File);
        if (graded.IsSecondary)
            bench.Chip.RequestUpdate(0);
        return bench.Chip.Boot();
    }

    /// <summary>One-time memory of a bench.</summary>
    public static FlashOtp OtpOf(BootBench bench, int rotpkLength = 32)
    {
        var layout = bench.Profile.Layout;
        var otp = new FlashOtp(bench.Chip.Machine.Region(layout.Otp), bench.Chip.Machine.Region(layout.OtpBackup), new OtpLayout(rotpkLength));
        otp.Recover();
        return otp;
    }

    // The reference's counters are words; those here are bits: the largest stands for what is beyond.
    private static void RaiseTo(BootBench bench, uint counter) => OtpOf(bench).RaiseForEver(0, Math.Min(counter, 512));

    private static string? Extra(GradedImage graded, string option)
    {
        int at = graded.Extra.ToList().IndexOf(option);
        return at < 0 ? null : graded.Extra[at + 1].Split(':')[1];
    }

    private static ImageDigest DigestOf(string[] words) =>
        words.Contains("sha512") || words.Contains("pure") ? ImageDigest.Sha512 : words[1] == "ec384" ? ImageDigest.Sha384 : ImageDigest.Sha256;

    private static SignatureKind? SignatureOf(string word) => word switch
    {
        "rsa2048" => SignatureKind.Rsa2048Pss,
        "rsa3072" => SignatureKind.Rsa3072Pss,
        "ec384" => SignatureKind.EcdsaP384,
        "ed25519" => SignatureKind.Ed25519,
        _ when word.StartsWith("ec256", StringComparison.Ordinal) => SignatureKind.EcdsaP256,
        _ => null,
    };

    private static TlvType? ContentKeyOf(string[] words) => words switch
    {
        _ when words.Contains("encrsa") => TlvType.EncryptedRsa2048,
        _ when words.Contains("encec256") => TlvType.EncryptedP256,
        _ when words.Contains("encx25519") => TlvType.EncryptedX25519,
        _ when words.Contains("x25519sha512") => TlvType.EncryptedX25519Sha512,
        _ when words.Contains("enckw") => TlvType.EncryptedKeyWrap,
        _ => null,
    };
}
