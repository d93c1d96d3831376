using System.Buffers.Binary;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Fuzz.Targets;

/// <summary>What TF-M's platforms take and keep: provisioning data.</summary>
internal static class TfmTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("tfm-assembly-data", Assembly, () => [Struct(AssemblyAndTestData.Magic, AssemblyAndTestData.Length)], 64),
        new("tfm-rot-data", RotOfTrust, () => PsaRotLayout.All.Select(Rot), 400),
    ];

    private static bool Assembly(byte[] input)
    {
        if (!AssemblyAndTestData.Parse(input).Try(out var data, out _))
            return false;
        using (data)
            return Canonical.Demand(input, Samples.Take(data.ToBytes()));
    }

    private static bool RotOfTrust(byte[] input)
    {
        if (input.Length < sizeof(uint) || !PsaRotLayout.OfLength(input.Length).Try(out var layout, out _))
            return false;
        if (PsaRotData.ParseValues(input.AsSpan(sizeof(uint)), layout).Try(out var values, out _))
            values.Dispose();
        if (!PsaRotData.Parse(input).Try(out var data, out _))
            return false;
        using (data)
            return Canonical.Demand(input, Samples.Take(data.ToBytes(layout).OrThrow()));
    }

    private static byte[] Struct(uint magic, int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        return bytes;
    }

    private static byte[] Rot(PsaRotLayout layout)
    {
        using var data = new PsaRotData
        {
            Iak = Secret.CopyOf(Samples.Bytes("iak", PsaRotData.KeyLength)),
            IakId = layout.HasIakId ? "kid@factory.example" : "",
            BootSeed = Samples.Bytes("seed", PsaRotData.KeyLength),
            ImplementationId = Samples.Bytes("implementation", PsaRotData.KeyLength),
            CertificationReference = "1234567890128",
            VerificationServiceUrl = "verify.factory.example",
            ProfileDefinition = "PSA_IOT_PROFILE_1",
            EntropySeed = Secret.CopyOf(Samples.Bytes("entropy", PsaRotData.EntropyLength)),
        };
        return Samples.Take(data.ToBytes(layout).OrThrow());
    }
}
