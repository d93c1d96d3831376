using System.Buffers.Binary;
using System.Text.Json;
using Rootline.Chips.Tfm;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>Images of one-time memory: those of a running TF-M field by field, every layout found out, every damage named.</summary>
public sealed class OtpImageTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Every_field_of_every_stage_is_read_as_the_vectors_say()
    {
        int fields = 0;
        foreach (var stage in JsonDocument.Parse(Vectors.Read("tfm/otp/expected.json")).RootElement.EnumerateObject().Where(s => s.Value.TryGetProperty("primary", out _)))
        {
            using var image = OtpImage.Parse(Vectors.Read($"tfm/otp/{stage.Name}")).OrThrow();
            Assert.Equal(("tfm-1.7", OtpImageState.InOrder), (image.Layout.Form.Name, image.State));
            foreach (var (copy, name) in ((OtpCopy, string)[])[(image.First, "primary"), (image.Backup, "backup")])
            {
                var known = stage.Value.GetProperty(name);
                Assert.Equal(image.Layout.Length, known.GetProperty("_struct_size").GetInt32());
                foreach (var element in image.Layout.Fields.Keys)
                {
                    Assert.Equal(known.GetProperty(element.ToText()).GetString(), Convert.ToHexStringLower(copy.Read(element)));
                    fields++;
                }

                Assert.Equal(known.GetProperty("swap_count").GetString(), $"{BinaryPrimitives.ReverseEndianness(copy.Count):x8}");
                Assert.Equal(known.GetProperty("flash_nv_counters").GetString(), string.Concat(Enumerable.Range(0, 3).Select(i => $"{BinaryPrimitives.ReverseEndianness(copy.StorageCounter(i)):x8}")));
            }
        }

        output.Tell($"{fields} fields of one-time memory of a running TF-M read as the vectors say");
        Assert.Equal(7 * 2 * 21, fields);
    }

    [VectorFact]
    public void Every_cut_image_is_named_and_recovered_byte_for_byte()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Vectors.Folder!, "tfm/otp"), "*_before.bin"))
        {
            using var image = OtpImage.Parse(File.ReadAllBytes(file)).OrThrow();
            using var recovered = OtpRecovery.Of(image);
            byte[] expected = File.ReadAllBytes(file.Replace("_before", "_recovered", StringComparison.Ordinal));
            Assert.Equal(expected, recovered.Span.ToArray());
            var state = file[^13..^11] switch { "01" or "02" or "07" => OtpImageState.RestoresFirst, "08" or "09" or "10" => OtpImageState.RenewsBackup, _ => OtpImageState.InOrder };
            Assert.Equal(state, image.State);
        }
    }

    [Fact]
    public void Every_layout_is_found_out_where_the_memory_is_full_and_its_length_is_its_own()
    {
        int alone = 0;
        foreach (var form in OtpLayoutForm.All)
        {
            byte[] image = Full(form);
            var found = OtpImage.Parse(image);
            using var named = OtpImage.Parse(image, form).OrThrow();
            Assert.Equal(OtpImageState.InOrder, named.State);
            Assert.Equal(TfmLifecycle.Secured, named.Valid.Lifecycle);
            if (found.Try(out var guessed, out var fault))
            {
                Assert.Equal(form, guessed.Layout.Form);
                guessed.Dispose();
                alone++;
            }
            else
            {
                Assert.Equal("tfm-otp-layout", fault.Code.Id);
                Assert.Contains(form.Name, fault.What, StringComparison.Ordinal);
            }
        }

        output.Tell($"{alone} of {OtpLayoutForm.All.Count} layouts of one-time memory found out from a full image; the others are named as several that fit");
        Assert.True(alone > OtpLayoutForm.All.Count / 2, $"only {alone}");
    }

    [Fact]
    public void What_is_none_is_refused_by_name()
    {
        Assert.Equal("tfm-otp-image", OtpImage.Parse([]).Fault!.Code.Id);
        Assert.Equal("tfm-otp-image", OtpImage.Parse(new byte[4095]).Fault!.Code.Id);
        Assert.Equal("tfm-otp-image", OtpImage.Parse(new byte[OtpImage.MaxLength + 8]).Fault!.Code.Id);
        Assert.Equal("tfm-otp-lost", OtpImage.Parse(new byte[8192]).Fault!.Code.Id);
        Assert.Equal("tfm-otp-image", OtpImage.Parse([.. Enumerable.Repeat((byte)0x55, 8192)]).Fault!.Code.Id);
        Assert.Equal("tfm-otp-image", OtpImage.Parse(new byte[800], new OtpLayoutForm(TfmRelease.Tfm17)).Fault!.Code.Id);
        using var blank = OtpImage.Parse(new byte[8192], new OtpLayoutForm(TfmRelease.Tfm17)).OrThrow();
        Assert.Equal(OtpImageState.Blank, blank.State);
        byte[] broken = Full(new OtpLayoutForm(TfmRelease.Tfm17));
        broken[0] ^= 1;
        broken[4096] ^= 1;
        using var lost = OtpImage.Parse(broken, new OtpLayoutForm(TfmRelease.Tfm17)).OrThrow();
        Assert.Equal(OtpImageState.Broken, lost.State);
        Assert.Throws<FaultException>(() => OtpRecovery.Of(lost));
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_leaves_an_image_that_recovers()
    {
        byte[] image = Full(new OtpLayoutForm(TfmRelease.Tfm17));
        int read = 0;
        foreach (var (_, changed) in Mutation.ByteChanges(image[..4096]).Where(c => c.Offset < 800).Select(c => (c.Offset, (byte[])[.. c.Bytes, .. image[4096..]])))
        {
            if (!OtpImage.Parse(changed).Try(out var parsed, out _))
                continue;
            using (parsed)
            {
                using var recovered = OtpRecovery.Of(parsed);
                using var again = OtpImage.Parse(recovered.Span, parsed.Layout.Form).OrThrow();
                Assert.Equal(OtpImageState.InOrder, again.State);
            }

            read++;
        }

        Assert.True(read > 1000, $"only {read}");
    }

    [Theory]
    [InlineData("tfm-1.5", 4096, OtpImageState.RenewsBackup)]
    [InlineData("tfm-1.6", 4096, OtpImageState.RenewsBackup)]
    [InlineData("tfm-1.6/bl1", 4096 + 0x40, OtpImageState.RenewsBackup)]
    [InlineData("tfm-1.5/bl1", 0, OtpImageState.RestoresFirst)]
    public void Releases_before_1_7_recover_by_the_mark_and_where_both_copies_are_whole_the_first_one_counts(string name, int change, OtpImageState state)
    {
        var form = OtpLayoutForm.Find(name)!;
        byte[] whole = Full(form);
        byte[] content = [.. whole];
        content[change] ^= 0x10;
        using var image = OtpImage.Parse(content, form).OrThrow();
        Assert.Equal(state, image.State);
        using var recovered = OtpRecovery.Of(image);
        Assert.Equal(whole, recovered.Span.ToArray());
    }

    // Two alike copies with every field full of what it can hold.
    private static byte[] Full(OtpLayoutForm form)
    {
        var layout = new OtpLayout(form);
        var image = new byte[8192];
        image.AsSpan().Fill(0xFF);
        foreach (int area in (int[])[0, 4096])
        {
            var copy = image.AsSpan(area, layout.Length);
            copy.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(copy, OtpLayout.InitMagic);
            foreach (var (element, field) in layout.Fields)
                Fill(element, copy.Slice(field.Offset, field.Length));
            BinaryPrimitives.WriteUInt32LittleEndian(copy[layout.SwapCount..], form.Release < TfmRelease.Tfm17 ? OtpLayout.ValidMark : 300);
        }

        return image;
    }

    private static void Fill(OtpElement element, Span<byte> value)
    {
        switch (element)
        {
            case OtpElement.IakLength or OtpElement.IakType:
                value[0] = element == OtpElement.IakLength ? (byte)32 : (byte)0x12;
                break;
            case OtpElement.Lcs:
                value[0] = 3;
                break;
            case OtpElement.IakId or OtpElement.CertificationReference or OtpElement.VerificationServiceUrl or OtpElement.ProfileDefinition:
                value[..20].Fill((byte)'t');
                break;
            case OtpElement.Bl2RotpkPolicies:
                value[0] = 7;
                break;
            default:
                bool isRaw = element is >= OtpElement.Bl2Rotpk0 and <= OtpElement.Bl2Rotpk3 && value.Length > 48;
                if (element.IsCounter())
                    NvCounter.Write(37, value.Length)!.CopyTo(value);
                else
                    value.Fill(0xA7);
                if (isRaw)
                    (value[0], value[^1], value[^2], value[^3]) = (4, 0, 0, 0);
                break;
        }
    }
}
