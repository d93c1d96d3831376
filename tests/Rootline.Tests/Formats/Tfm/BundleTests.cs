using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>Data for BL1 and BL2, and the bundle that carries all: places, round trips, refusals.</summary>
public sealed class BundleTests
{
    public static TheoryData<int, int, bool, bool, bool, int> Layouts => new()
    {
        { 32, 2, false, false, false, 68 },
        { 32, 3, false, true, false, 132 },
        { 48, 2, false, false, true, 132 },
        { 68, 4, true, false, true, 312 },
        { 100, 2, true, false, false, 208 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_data_for_bl2_have_their_length_and_are_read_as_they_were_written(int length, int count, bool policies, bool bl1, bool debug, int size)
    {
        var layout = new Bl2DataLayout(length, count, policies, bl1, debug);
        var data = new Bl2Data
        {
            Policies = policies ? 0b111u : 0,
            Rotpks = [.. Enumerable.Range(1, count).Select(i => (ReadOnlyMemory<byte>)Filled(i, length))],
            Bl1Rotpk = Filled(20, bl1 ? 32 : 0),
            SecureDebugKey = Filled(21, debug ? 32 : 0),
        };
        byte[] bytes = data.ToBytes(layout).OrThrow();
        Assert.Equal((size, size), (bytes.Length, layout.Length));
        Assert.Equal([0xED, 0xFE, 0xDE, 0xC0], bytes[..4]);
        Assert.Equal(bytes, Bl2Data.Parse(bytes, layout).OrThrow().ToBytes(layout).OrThrow());
        Assert.Equal("tfm-data-size", Bl2Data.Parse(bytes.AsSpan(0, size - 1), layout).Fault!.Code.Id);
        Assert.Equal("tfm-data-field", data.ToBytes(layout with { Rotpks = count + 1 }).Fault!.Code.Id);
        Assert.Equal("tfm-data-field", data.ToBytes(layout with { HasSecureDebugKey = !debug }).Fault!.Code.Id);
        bytes[1] ^= 1;
        Assert.Equal("tfm-data-magic", Bl2Data.Parse(bytes, layout).Fault!.Code.Id);
    }

    [Fact]
    public void The_values_of_a_bundle_stand_where_they_were_measured()
    {
        using var bundle = Bundle(BundleLayout.An524);
        byte[] bytes = Bytes(bundle.ToBytes(BundleLayout.An524).OrThrow());
        Assert.Equal(0x2818, bytes.Length);
        // Measured at 0x2004: keys +0 and +68, HUK +136, IAK +168, boot seed +208, implementation id +240, texts +272, +304, +336, entropy +368.
        (int Offset, byte Value)[] places = [(0, 1), (68, 2), (136, 3), (168, 4), (208, 5), (240, 6), (272, (byte)'r'), (304, (byte)'u'), (336, (byte)'p'), (368, 7)];
        Assert.All(places, p => Assert.Equal(p.Value, bytes[0x2004 + p.Offset]));
        Assert.Equal([0xED, 0xFE, 0xDE, 0xC0], bytes[^4..]);
        using var read = ProvisioningBundle.Parse(bytes, BundleLayout.An524).OrThrow();
        Assert.Equal(bytes, Bytes(read.ToBytes(BundleLayout.An524).OrThrow()));
    }

    [Theory]
    [InlineData(0, "tfm-data-magic")]
    [InlineData(0x2817, "tfm-data-magic")]
    [InlineData(0x2810, "tfm-data-field")] // the tag
    [InlineData(0x2004 + 432, "tfm-data-field")] // the filling
    [InlineData(0x2004 + 300, "tfm-data-field")] // behind a text
    public void A_changed_bundle_is_refused(int offset, string code)
    {
        using var bundle = Bundle(BundleLayout.An524);
        byte[] bytes = Bytes(bundle.ToBytes(BundleLayout.An524).OrThrow());
        bytes[offset] ^= 0x80;
        Assert.Equal(code, ProvisioningBundle.Parse(bytes, BundleLayout.An524).Fault!.Code.Id);
    }

    [Fact]
    public void Every_changed_byte_of_a_small_bundle_is_refused_or_read_as_what_it_says()
    {
        var layout = new BundleLayout(8, 0x1C0, 4, new(68), new(false, 32, 32));
        using var bundle = Bundle(layout);
        byte[] bytes = Bytes(bundle.ToBytes(layout).OrThrow());
        foreach (var (_, changed) in Mutation.ByteChanges(bytes))
        {
            if (ProvisioningBundle.Parse(changed, layout).Try(out var read, out _))
            {
                Assert.Equal(changed, Bytes(read.ToBytes(layout).OrThrow()));
                read.Dispose();
            }
        }

        Assert.All(Mutation.Truncations(bytes), b => Assert.Equal("tfm-data-size", ProvisioningBundle.Parse(b, layout).Fault!.Code.Id));
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        using var bundle = Bundle(BundleLayout.An524);
        BundleLayout[] wrong = [BundleLayout.An524 with { ValuesLength = 431 }, BundleLayout.An524 with { CodeLength = 0x2004 }, BundleLayout.An524 with { DataLength = -1 }, BundleLayout.An524 with { CodeLength = BundleLayout.MaxPart + 1 }];
        Assert.All(wrong, l => Assert.Equal("tfm-data-size", bundle.ToBytes(l).Fault!.Code.Id));
        Assert.All(wrong.Where(l => !l.IsSound), l => Assert.Equal("tfm-data-size", ProvisioningBundle.Parse(new byte[0x2818], l).Fault!.Code.Id));
        Assert.Equal(3, wrong.Count(l => !l.IsSound));
    }

    [Theory]
    [InlineData(Bl1DataForm.Tfm16, 100)]
    [InlineData(Bl1DataForm.Tfm17, 188)]
    [InlineData(Bl1DataForm.Newest, 156)]
    [InlineData(Bl1DataForm.NewestWithLength, 160)]
    public void The_data_for_bl1_are_read_as_they_were_written_in_every_form(Bl1DataForm form, int fixedLength)
    {
        using var data = new Bl1Data
        {
            EncryptionKey = Secret.CopyOf(Filled(1, 32)),
            Guk = form == Bl1DataForm.Tfm16 ? null : Secret.CopyOf(Filled(2, 32)),
            Bl12ImageHash = Filled(3, 32),
            Bl2ImageHash = Filled(4, form is Bl1DataForm.Tfm16 or Bl1DataForm.Tfm17 ? 32 : 0),
            Bl12Image = Filled(5, 77),
            Bl1Rotpk = Filled(6, form == Bl1DataForm.Tfm16 ? 0 : 56),
        };
        byte[] bytes = Bytes(data.ToBytes(form).OrThrow());
        Assert.Equal(fixedLength + 77, bytes.Length);
        using var read = Bl1Data.Parse(bytes, form).OrThrow();
        Assert.Equal(bytes, Bytes(read.ToBytes(form).OrThrow()));
        Assert.All(Enumerable.Range(0, fixedLength), n => Assert.Equal("tfm-data-size", Bl1Data.Parse(bytes.AsSpan(0, n), form).Fault!.Code.Id));
        Assert.All(Enum.GetValues<Bl1DataForm>().Where(f => f != form && !(f >= Bl1DataForm.Newest && form >= Bl1DataForm.Newest)), f => Assert.Equal("tfm-data-field", data.ToBytes(f).Fault!.Code.Id));
        if (form == Bl1DataForm.NewestWithLength)
            Assert.Equal("tfm-data-field", Bl1Data.Parse(bytes.AsSpan(0, bytes.Length - 1), form).Fault!.Code.Id);
        bytes[0] ^= 1;
        Assert.Equal("tfm-data-magic", Bl1Data.Parse(bytes, form).Fault!.Code.Id);
    }

    private static ProvisioningBundle Bundle(BundleLayout layout) => new()
    {
        Code = Filled(9, layout.CodeLength),
        Bl2 = new() { Rotpks = [Filled(1, 68), Filled(2, 68)] },
        Assembly = new(Secret.CopyOf(Filled(3, 32))),
        PsaRot = new()
        {
            Iak = Secret.CopyOf(Filled(4, 32)),
            BootSeed = Filled(5, 32),
            ImplementationId = Filled(6, 32),
            CertificationReference = "reference",
            VerificationServiceUrl = "url",
            ProfileDefinition = "profile",
            EntropySeed = Secret.CopyOf(Filled(7, 64)),
        },
        Data = Filled(10, layout.DataLength),
    };

    private static byte[] Filled(int value, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)value);
        return bytes;
    }

    private static byte[] Bytes(Secret secret)
    {
        using (secret)
            return secret.Span.ToArray();
    }
}
