using Rootline.Formats.Tfm;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>The layouts of one-time memory against the table of the source.</summary>
public sealed class OtpLayoutTests
{
    private static readonly OtpElement[] Elements =
    [
        OtpElement.CertificationReference, OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition, OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1,
        OtpElement.Bl2NvCounter0, OtpElement.Bl2NvCounter1, OtpElement.Bl2NvCounter2, OtpElement.Bl2NvCounter3, OtpElement.Bl2Rotpk2, OtpElement.Bl2Rotpk3,
        OtpElement.Bl2RotpkPolicies, OtpElement.EntropySeed, OtpElement.SecureDebugKey,
    ];

    // Offsets in the order of Elements (-1: not there), then the counters of protected storage, the swap count, the length.
    public static TheoryData<string, int[]> Table => new()
    {
        { "tfm-1.5", [0xB0, 0xC8, 0xE8, 0x108, 0x128, 0x148, 0x188, 0x1C8, -1, 0x208, -1, -1, 0x228, -1, 0x268, 0x274, 632] },
        { "tfm-1.6", [0xB0, 0xD0, 0xF0, 0x110, 0x130, 0x150, 0x190, 0x1D0, -1, 0x210, -1, -1, 0x230, 0x270, 0x290, 0x29C, 672] },
        { "tfm-1.7", [0xB0, 0xD0, 0xF0, 0x110, 0x130, 0x150, 0x190, 0x1D0, 0x210, 0x250, 0x270, -1, 0x290, 0x2D0, 0x2F0, 0x2FC, 768] },
        { "tfm-2.2.0", [0xB0, 0xD0, 0xF0, 0x120, 0x140, 0x160, 0x1A0, 0x1E0, 0x220, 0x260, 0x280, -1, 0x2A0, 0x2E0, 0x300, 0x30C, 784] },
        { "tfm-2.3", [0xB0, 0xD0, 0xF0, 0x110, 0x130, 0x150, 0x190, 0x1D0, 0x210, 0x250, 0x270, 0x290, 0x294, 0x2D4, 0x2F4, 0x300, 772] },
        { "tfm-1.7/68", [0xB0, 0xD0, 0xF0, 0x110, 0x154, 0x198, 0x1D8, 0x218, 0x258, 0x298, 0x2DC, -1, 0x320, 0x360, 0x380, 0x38C, 912] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Elements_stand_where_the_table_of_the_source_says(string name, int[] places)
    {
        var layout = new OtpLayout(OtpLayoutForm.Find(name)!);
        int[] found = [.. Elements.Select(e => layout.Find(e)?.Offset ?? -1), layout.StorageCounter0, layout.SwapCount, layout.Length];
        Assert.Equal(places, found);
        (OtpElement Element, int Offset)[] same =
        [
            (OtpElement.Huk, 0x004), (OtpElement.Iak, 0x024), (OtpElement.IakLength, 0x044), (OtpElement.IakType, 0x048), (OtpElement.IakId, 0x04C),
            (OtpElement.BootSeed, 0x06C), (OtpElement.Lcs, 0x08C), (OtpElement.ImplementationId, 0x090),
        ];
        Assert.All(same, s => Assert.Equal(s.Offset, layout.Find(s.Element)!.Offset));
    }

    [Fact]
    public void Every_form_has_a_name_of_its_own_and_fields_without_gaps()
    {
        Assert.Equal(OtpLayoutForm.All.Count, OtpLayoutForm.All.Select(f => f.Name).Distinct().Count());
        foreach (var form in OtpLayoutForm.All)
        {
            Assert.Equal(form, OtpLayoutForm.Find(form.Name));
            var layout = new OtpLayout(form);
            int next = 4;
            foreach (var field in layout.Fields.Values)
            {
                Assert.Equal(next, field.Offset);
                next += field.Length;
            }

            Assert.Equal((next, next + 12, next + 16), (layout.StorageCounter0, layout.SwapCount, layout.Length));
        }

        Assert.Null(OtpLayoutForm.Find("tfm-1.4"));
    }

    [Fact]
    public void Bl1_and_the_non_secure_side_come_before_the_entropy_seed()
    {
        var plain = new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17));
        var full = new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17, 32, true, 3));
        Assert.Equal((0x290, 0x2B0, 0x2C0, 0x380), (full.Find(OtpElement.Bl1Rotpk0)!.Offset, full.Find(OtpElement.Bl1NvCounter0)!.Offset, full.Find(OtpElement.NsNvCounter0)!.Offset, full.Find(OtpElement.EntropySeed)!.Offset));
        Assert.Equal(plain.Length + 48 + (3 * 64), full.Length);
    }

    [Fact]
    public void Numbers_of_elements_are_those_of_their_release()
    {
        (OtpElement Element, int?[] Numbers)[] known =
        [
            (OtpElement.Huk, [0, 0, 0, 0, 0]), (OtpElement.Guk, [null, null, 1, 1, 1]), (OtpElement.Iak, [1, 1, 2, 2, 2]), (OtpElement.Lcs, [6, 6, 7, 7, 7]),
            (OtpElement.ProfileDefinition, [10, 10, 11, 11, 11]), (OtpElement.Bl2Rotpk0, [11, 11, 12, 12, 12]), (OtpElement.Bl2Rotpk3, [null, null, 15, 15, 15]),
            (OtpElement.Bl2NvCounter0, [14, 14, 16, 16, 16]), (OtpElement.KeyBl2Encryption, [null, 17, 23, 23, 23]), (OtpElement.Bl1Rotpk0, [17, 21, 27, 27, 27]),
            (OtpElement.Bl1NvCounter0, [18, 22, 28, 28, 28]), (OtpElement.EntropySeed, [19, 23, 29, 29, 29]), (OtpElement.SecureDebugKey, [null, 24, 30, 30, 30]),
            (OtpElement.Bl2RotpkPolicies, [null, null, null, null, 31]),
        ];
        foreach (var release in Enum.GetValues<TfmRelease>())
        {
            Assert.All(known, k => Assert.Equal(k.Numbers[(int)release], OtpElements.NumberOf(k.Element, release)));
            foreach (int number in Enumerable.Range(-1, 40))
                Assert.True(OtpElements.OfNumber(number, release) is not { } element || OtpElements.NumberOf(element, release) == number);
            Assert.All(Enum.GetValues<OtpElement>(), e => Assert.True(OtpElements.NumberOf(e, release) is not { } number || OtpElements.OfNumber(number, release) == e));
        }
    }

    [Fact]
    public void Life_cycles_have_the_words_and_claims_of_the_source()
    {
        (TfmLifecycle State, uint? Word, ushort Claim)[] known =
        [
            (TfmLifecycle.AssemblyAndTest, 0, 0x1000), (TfmLifecycle.PsaRotProvisioning, 1, 0x2000), (TfmLifecycle.Secured, 3, 0x3000), (TfmLifecycle.NonPsaRotDebug, null, 0x4000),
            (TfmLifecycle.RecoverablePsaRotDebug, null, 0x5000), (TfmLifecycle.Decommissioned, 7, 0x6000), (TfmLifecycle.Unknown, 0xF, 0),
        ];
        Assert.All(known, k => Assert.Equal((k.Word, k.Claim), (k.State.ToOtpWord(), k.State.ToClaim())));
        Assert.All(known.Where(k => k.Word is not null), k => Assert.Equal(k.State, TfmLifecycles.FromOtpWord(k.Word!.Value)));
        Assert.All(known, k => Assert.Equal((k.State, k.State), (TfmLifecycles.FromClaim(k.Claim), TfmLifecycles.FromClaim((ushort)(k.Claim | 0xFF)))));
        Assert.All((uint[])[2, 4, 5, 6, 8, 0x10, uint.MaxValue], w => Assert.Equal(TfmLifecycle.Unknown, TfmLifecycles.FromOtpWord(w)));
        Assert.Equal([TfmLifecycle.AssemblyAndTest, TfmLifecycle.PsaRotProvisioning], TfmLifecycles.All.Where(l => l.NeedsProvisioning()));
    }
}
