using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Mboot;

/// <summary>Every response of the reference as a type of its own.</summary>
public sealed class TypedResponseTests(ITestOutputHelper output)
{
    private static readonly (string Name, Func<ResponsePacket, ResponsePacket?> Again)[] Readers =
    [
        ("Generic", p => Of(GenericResponse.Parse(p), r => r.ToPacket())),
        ("Data", p => Of(DataResponse.Parse(p), r => r.ToPacket() with { HasDataPhase = p.HasDataPhase })),
        ("GetProperty", p => Of(GetPropertyResponse.Parse(p), r => r.ToPacket())),
        ("FlashReadOnce", p => Of(FlashReadOnceResponse.Parse(p), r => r.ToPacket())),
        ("TrustProvisioning", p => Of(TrustProvisioningResponse.Parse(p), r => r.ToPacket())),
    ];

    public static TheoryData<string, string> Samples => new()
    {
        { "Generic", "A0000002000000000B000000" },
        { "Generic", "A00000021027000077000000" },
        { "Data", "A30000020000000010020000" },
        { "Data", "A30100020000000010020000" },
        { "Data", "B00000020000000008000000" },
        { "Data", "B30000020000000048000000" },
        { "Data", "B500000200000000A6060000" },
        { "GetProperty", "A70000020000000000020000" },
        { "GetProperty", "A70000013C280000" },
        { "FlashReadOnce", "AF000003000000000400000044332211" },
        { "FlashReadOnce", "AF00000241CE000000000000" },
        { "TrustProvisioning", "B60000020000000010020000" },
        { "TrustProvisioning", "B600000186380100" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_response_is_read_by_its_own_type_alone_and_written_alike(string name, string hex)
    {
        var packet = ResponsePacket.Parse(Convert.FromHexString(hex)).OrThrow();
        var (reader, again) = Assert.Single(Read(packet));
        Assert.Equal((name, hex), (reader, Convert.ToHexString(again.ToBytes())));
    }

    [Fact]
    public void Every_response_tag_has_a_type() =>
        Assert.Equal(Enum.GetValues<ResponseTag>().Select(t => (int)t), Samples.Select(s => (int)Convert.FromHexString((string)s[1])[0]).Distinct().Order());

    [Fact]
    public void No_changed_byte_of_any_sample_is_read_as_anything_but_what_it_says()
    {
        int cases = 0;
        foreach (string hex in Samples.Select(s => (string)s[1]))
        {
            byte[] sample = Convert.FromHexString(hex);
            for (int i = 0; i < sample.Length * 255; i++, cases++)
            {
                byte[] changed = [.. sample];
                changed[i / 255] ^= (byte)(1 + (i % 255));
                if (ResponsePacket.Parse(changed).Try(out var packet, out _))
                    Assert.All(Read(packet), t => Assert.Equal(changed, t.Again.ToBytes()));
            }

            for (int length = 0; length < sample.Length; length++, cases++)
                Assert.False(ResponsePacket.Parse(sample.AsSpan(0, length)).Ok);
        }

        output.Tell($"{cases} changed or truncated responses: 0 misread");
    }

    [Theory]
    [InlineData("A000000100000000")]
    [InlineData("A00000020000000000010000")]
    [InlineData("A30000010000000000")]
    [InlineData("A70000010000000000")]
    [InlineData("AF000003000000000800000044332211")]
    [InlineData("AF00000100000000")]
    [InlineData("B30000030000000001000000" + "02000000")]
    [InlineData("C00000020000000010020000")]
    public void A_response_whose_parameters_do_not_fit_is_refused(string hex) =>
        Assert.True(!ResponsePacket.Parse(Convert.FromHexString(hex)).Try(out var packet, out _) || Read(packet).Count == 0);

    private static List<(string Name, ResponsePacket Again)> Read(ResponsePacket packet) =>
        [.. from reader in Readers let again = reader.Again(packet) where again is not null select (reader.Name, again)];

    private static ResponsePacket? Of<T>(Parsed<T> parsed, Func<T, ResponsePacket> write)
        where T : notnull => parsed.Try(out var response, out _) ? write(response) : null;
}
