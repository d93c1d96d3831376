using Rootline.Core.Faults;
using Rootline.Formats.Psa.Corim;
using Rootline.Formats.Psa.Cose;
using Rootline.TestSupport;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Psa;

public sealed class CorimTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reference_values_and_keys_are_read(bool tagOutside)
    {
        var document = CorimDocument.Parse(new CorimSamples { TagOutside = tagOutside, NotAfter = 1_800_000_000 }.ToBytes()).OrThrow();
        Assert.Equal(["SPE 2.2.2", "NSPE 0.0.0"], document.Software.Select(s => $"{s.MeasurementType} {s.Version}"));
        Assert.All(document.Software, s => Assert.Equal(TokenSamples.Bytes("signer", 32), s.SignerId.ToArray()));
        Assert.Equal(TokenSamples.Bytes("NSPE", 32), Assert.Single(document.Software[1].Digests).ToArray());
        using var device = TokenSamples.Key();
        Assert.Equal(device.PublicKey.ToSpki(), Assert.Single(document.Keys).PublicKey.ToArray());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), document.NotAfter);
    }

    [Fact]
    public void A_signed_file_wants_its_signer_and_an_unsigned_one_none()
    {
        var sample = new CorimSamples();
        using var maker = TokenKeyFile.Read(CorimSamples.MakerKey()).OrThrow();
        using var other = TokenKey.FromPoint(TokenSamples.Key().PublicKey.Raw)!;
        Assert.Equal(2, CorimDocument.Open(sample.ToSigned(), maker).OrThrow().Software.Count);
        Assert.Equal(2, CorimDocument.Open(sample.ToBytes(), null).OrThrow().Software.Count);
        Assert.Equal(CorimFaults.Signature, CorimDocument.Open(sample.ToSigned(), null).Fault?.Code);
        Assert.Equal(CorimFaults.Signature, CorimDocument.Open(sample.ToBytes(), maker).Fault?.Code);
        Assert.Equal(CorimFaults.Signature, CorimDocument.Open(sample.ToSigned(), other).Fault?.Code);
    }

    [Fact]
    public void Each_rule_of_the_profile_is_held()
    {
        Refused(CorimFaults.Profile, new() { Profile = "http://arm.com/psa/iot/1" });
        Refused(CorimFaults.Triple, new() { ClassLength = 31 });
        Refused(CorimFaults.Triple, new() { Component = "psa.software" });
        Refused(CorimFaults.Triple, new() { Signers = 0 });
        Refused(CorimFaults.Triple, new() { Signers = 2 });
        Refused(CorimFaults.Triple, new() { Algorithm = 7 });
        Refused(CorimFaults.Triple, new() { Software = [] });
        Refused(CorimFaults.Triple, new() { InstanceType = 2 });
        RefusedFile(CorimFaults.Form, [0xA0]);
        Assert.NotNull(CorimDocument.Parse(Array.Empty<byte>()).Fault);
    }

    [Fact]
    public void No_changed_byte_of_a_signed_file_and_no_cut_end_is_taken()
    {
        byte[] file = new CorimSamples().ToSigned();
        using var maker = TokenKeyFile.Read(CorimSamples.MakerKey()).OrThrow();
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = (byte[])file.Clone();
            changed[i] ^= 0x01;
            Assert.NotNull(CorimDocument.Open(changed, maker).Fault);
            Assert.NotNull(CorimDocument.Open(file.AsMemory(0, i), maker).Fault);
        }

        output.Tell($"changed and cut CoRIM files refused: {2 * file.Length}");
    }

    private static void Refused(FaultCode code, CorimSamples sample) => RefusedFile(code, sample.ToBytes());

    private static void RefusedFile(FaultCode code, byte[] file) => Assert.Equal(code, CorimDocument.Parse(file).Fault?.Code);
}
