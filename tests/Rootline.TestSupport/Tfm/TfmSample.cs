using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Psa;
using Rootline.Formats.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>Provisioning data of one device, as they are injected.</summary>
public static class TfmSample
{
    private static readonly Lazy<P256PrivateKey> LazyIak = new(() => P256PrivateKey.Generate(new SeededEntropy(71)));

    /// <summary>The attestation key.</summary>
    public static P256PrivateKey Iak => LazyIak.Value;

    /// <summary>The struct of the first stage.</summary>
    public static byte[] Assembly()
    {
        using var data = new AssemblyAndTestData(Secret.CopyOf([.. Enumerable.Repeat((byte)0x5A, 32)]));
        using var bytes = data.ToBytes();
        return bytes.Span.ToArray();
    }

    /// <summary>The struct of the second stage.</summary>
    /// <param name="build">The firmware that takes it.</param>
    /// <param name="type">Type of the attestation key.</param>
    public static byte[] Rot(TfmBuild build, IakType type = IakType.SecpR1)
    {
        using var data = new PsaRotData
        {
            Iak = Secret.CopyOf(Iak.Scalar),
            IakType = type,
            IakId = "kid@factory.example",
            BootSeed = (byte[])[.. Enumerable.Repeat((byte)2, 32)],
            ImplementationId = (byte[])[.. Enumerable.Repeat((byte)3, 32)],
            CertificationReference = "1234567890128-00042",
            VerificationServiceUrl = "verify.factory.example",
            ProfileDefinition = build.Profile.Id().Length <= 32 ? build.Profile.Id() : "",
            EntropySeed = Secret.CopyOf([.. Enumerable.Repeat((byte)4, 64)]),
        };
        using var bytes = data.ToBytes(build.PsaRot).OrThrow();
        return bytes.Span.ToArray();
    }

    /// <summary>A bundle with the same data, for a chip whose boot loader waits for one.</summary>
    /// <param name="build">The firmware that takes it.</param>
    /// <param name="firmware">Its files.</param>
    /// <param name="rotpks">The keys of its images.</param>
    public static byte[] Bundle(TfmBuild build, TfmFirmware firmware, IReadOnlyList<byte[]> rotpks)
    {
        var layout = build.Bundle;
        var code = new byte[layout.CodeLength];
        firmware.Bundle!.Code.Span.CopyTo(code);
        using var bundle = new ProvisioningBundle
        {
            Code = code,
            Bl2 = new() { Rotpks = [.. rotpks.Select(r => (ReadOnlyMemory<byte>)r)] },
            Assembly = AssemblyAndTestData.Parse(Assembly()).OrThrow(),
            PsaRot = PsaRotData.Parse(Rot(build)).OrThrow(),
            Data = new byte[layout.DataLength],
        };
        using var bytes = bundle.ToBytes(layout).OrThrow();
        return bytes.Span.ToArray();
    }
}
