using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Fuzz.Targets;

/// <summary>What secure boot reads beside images: boot code and shared data.</summary>
internal static class BootTargets
{
    private const int DigestLength = 32;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("boot-code", input => Code(input) | Code(Mended(input)), () => [Codes()], 1024),
        new("boot-shared-data", Shared, () => [Areas()], 512),
    ];

    private static bool Code(byte[] input)
    {
        if (!BootCodeFile.Parse(input).Try(out var code, out _))
            return false;
        return Canonical.Demand(input, Samples.Take(BootCodeFile.ToBytes(code)));
    }

    private static bool Shared(byte[] input)
    {
        if (!SharedData.Parse(input).Try(out var data, out _))
            return false;
        return Canonical.Demand(input.AsSpan(0, data.Length), data.ToBytes());
    }

    // With length and digest made good, so that the fields between them are reached.
    private static byte[] Mended(byte[] input)
    {
        if (input.Length < BootCodeFile.HeadLength + DigestLength)
            return input;
        byte[] mended = (byte[])input.Clone();
        BitConverter.TryWriteBytes(mended.AsSpan(8), input.Length);
        SHA256.HashData(mended.AsSpan(..^DigestLength), mended.AsSpan(^DigestLength..));
        return mended;
    }

    private static byte[] Codes()
    {
        using var key = Samples.Key("boot");
        return Samples.Take(BootCodeFile.ToBytes(new BootCode
        {
            Signature = SignatureKind.EcdsaP256,
            Keys = [PublicKeyBytes.FromSpki(key.PublicKey.ToSpki()).OrThrow()],
            Rules = BootRuleSet.Rollback | BootRuleSet.Measured,
            ContentKey = new byte[16],
            ContentKeyTlv = TlvType.EncryptedKeyWrap,
        }));
    }

    private static byte[] Areas()
    {
        var data = new SharedData();
        data.Add(SharedEntry.VersionOf(0), new byte[8], 512);
        data.Add(SharedEntry.BootRecordOf(1), new byte[94], 512);
        return data.ToBytes();
    }
}
