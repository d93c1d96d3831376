using System.Text.Json;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>The two structs that TF-M's secure image takes: those of a running TF-M, every layout, what is refused.</summary>
public sealed class ProvisioningDataTests
{
    public static TheoryData<string> Devices => ["devA", "devB", "devC"];

    [VectorTheory]
    [MemberData(nameof(Devices))]
    public void The_structs_of_a_running_firmware_are_read_and_written_again(string device)
    {
        var known = JsonDocument.Parse(Vectors.Read($"tfm/devices/{device}.json")).RootElement;
        byte[] first = Vectors.Read($"tfm/structs/{device}_assembly_and_test.bin");
        using var assembly = AssemblyAndTestData.Parse(first).OrThrow();
        Assert.Equal(Hex(known, "huk"), assembly.Huk.Span.ToArray());
        Assert.Equal(first, Bytes(assembly.ToBytes()));
        foreach (string name in (string[])["v17_300", "v22_268"])
        {
            byte[] second = Vectors.Read($"tfm/structs/{device}_psa_rot_{name}.bin");
            using var data = PsaRotData.Parse(second).OrThrow();
            Assert.Equal(Hex(known, "iak"), data.Iak.Span.ToArray());
            Assert.Equal(Hex(known, "boot_seed"), data.BootSeed.ToArray());
            Assert.Equal(Hex(known, "implementation_id"), data.ImplementationId.ToArray());
            Assert.Equal(Hex(known, "entropy"), data.EntropySeed.Span.ToArray());
            Assert.Equal(("1234567890128-00042", "verify.factory.example", IakType.SecpR1), (data.CertificationReference, data.VerificationServiceUrl, data.IakType));
            Assert.Equal(second, Bytes(data.ToBytes(PsaRotLayout.OfLength(second.Length).OrThrow()).OrThrow()));
        }
    }

    [Fact]
    public void The_sizes_are_those_of_the_source_and_another_is_refused()
    {
        Assert.Equal([286, 300, 268, 316, 284], PsaRotLayout.All.Select(l => l.Length));
        Assert.Equal("tfm-data-size", PsaRotLayout.OfLength(301).Fault!.Code.Id);
        Assert.Equal("tfm-data-size", PsaRotData.Parse(new byte[301]).Fault!.Code.Id);
        Assert.Equal("tfm-data-size", AssemblyAndTestData.Parse(new byte[35]).Fault!.Code.Id);
    }

    [Fact]
    public void Every_layout_is_read_as_it_was_written_and_every_shorter_beginning_is_refused()
    {
        foreach (var layout in PsaRotLayout.All)
        {
            using var data = Sample();
            byte[] bytes = Bytes(data.ToBytes(layout).OrThrow());
            Assert.Equal(layout.Length, bytes.Length);
            using var read = PsaRotData.Parse(bytes).OrThrow();
            Assert.Equal(bytes, Bytes(read.ToBytes(layout).OrThrow()));
            Assert.Equal(layout.HasIakId ? data.IakId : "", read.IakId);
            Assert.All(Mutation.Truncations(bytes).Where(b => PsaRotLayout.All.All(l => l.Length != b.Length)), b => Assert.Equal("tfm-data-size", PsaRotData.Parse(b).Fault!.Code.Id));
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_read_as_what_it_says()
    {
        using var data = Sample();
        foreach (var layout in PsaRotLayout.All)
        {
            foreach (var (_, bytes) in Mutation.ByteChanges(Bytes(data.ToBytes(layout).OrThrow())))
            {
                if (PsaRotData.Parse(bytes).Try(out var read, out _))
                {
                    Assert.Equal(bytes, Bytes(read.ToBytes(layout).OrThrow()));
                    read.Dispose();
                }
            }
        }
    }

    [Theory]
    [InlineData(0, "tfm-data-magic")] // the magic
    [InlineData(37, "tfm-data-field")] // iak_len beyond 32
    [InlineData(43, "tfm-data-field")] // iak_type
    [InlineData(127, "tfm-data-field")] // something behind the end of cert_ref
    [InlineData(108, "tfm-data-field")] // cert_ref no ASCII
    public void A_field_that_cannot_be_is_refused(int offset, string code)
    {
        using var data = Sample();
        byte[] bytes = Bytes(data.ToBytes(PsaRotLayout.OfLength(268).OrThrow()).OrThrow());
        bytes[offset] = 0x80;
        Assert.Equal(code, PsaRotData.Parse(bytes).Fault!.Code.Id);
    }

    [Fact]
    public void Texts_fill_their_fields_and_not_one_character_more()
    {
        using var full = Sample(new string('r', 32), new string('u', 32), new string('p', 32));
        using var read = PsaRotData.Parse(Bytes(full.ToBytes(PsaRotLayout.OfLength(268).OrThrow()).OrThrow())).OrThrow();
        Assert.Equal((32, 32, 32), (read.CertificationReference.Length, read.VerificationServiceUrl.Length, read.ProfileDefinition.Length));
        Assert.Equal("tfm-data-text", full.ToBytes(PsaRotLayout.OfLength(286).OrThrow()).Fault!.Code.Id);
        foreach (var (reference, url, profile) in ((string, string, string)[])[(new('r', 33), "", ""), ("", new('u', 33), ""), ("", "", new('p', 33)), ("", "ü", ""), ("", "a\0b", "")])
        {
            using var tooMuch = Sample(reference, url, profile);
            Assert.Equal("tfm-data-text", tooMuch.ToBytes(PsaRotLayout.OfLength(268).OrThrow()).Fault!.Code.Id);
        }

        using var large = Sample("", "", new string('p', 48));
        Assert.True(large.ToBytes(PsaRotLayout.OfLength(284).OrThrow()).Ok);
    }

    private static PsaRotData Sample(string reference = "1234567890128", string url = "verify.factory.example", string profile = "PSA_IOT_PROFILE_1") => new()
    {
        Iak = Filled(1, 32),
        IakId = "kid@factory.example",
        BootSeed = Bytes(Filled(2, 32)),
        ImplementationId = Bytes(Filled(3, 32)),
        CertificationReference = reference,
        VerificationServiceUrl = url,
        ProfileDefinition = profile,
        EntropySeed = Filled(4, 64),
    };

    private static Secret Filled(byte value, int length)
    {
        var secret = new Secret(length);
        secret.Span.Fill(value);
        return secret;
    }

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static byte[] Bytes(Secret secret)
    {
        using (secret)
            return secret.Span.ToArray();
    }
}
