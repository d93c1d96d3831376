using Rootline.Chips.Boot;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Boot;

/// <summary>Every image that real boot code graded, booted by ours in the same configuration.</summary>
public sealed class GradedImageTests(ITestOutputHelper output)
{
    // What real boot code accepts and ours refuses, and by which rule: its known holes.
    private static readonly Dictionary<string, string> Stricter = new()
    {
        ["two-sigs-bad-good by ow-ec256"] = BootRules.Signature,
        ["ecdsa-longlen by ow-ec256"] = BootRules.Signature,
        ["ecdsa-longlen by ow-ec256tc"] = BootRules.Signature,
        ["keyhash-len0 by ow-ec256"] = BootRules.Key,
        ["keyhash-len1 by ow-ec256"] = BootRules.Key,
        ["keyhash-len31 by ow-ec256"] = BootRules.Key,
        ["keyhash-twice by ow-ec256"] = BootRules.SignaturePair,
        ["sig-twice-one-key by ow-ec256"] = BootRules.SignaturePair,
        ["sig-protected-type-in-prot by ow-ec256"] = BootRules.TlvPlace,
        ["counter-unprotected by ow-ec256"] = BootRules.TlvPlace,
        ["counter-unprotected by ow-ec256-rollback"] = BootRules.TlvPlace,
        ["bootrec-unprotected by ow-ec256"] = BootRules.TlvPlace,
    };

    [VectorFact]
    public void Boot_is_never_weaker_than_real_boot_code_and_equal_for_valid_images()
    {
        int same = 0;
        var stricter = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var graded in ImageVectors.Graded())
        {
            var outcome = GradedBoot.Boot(graded);
            bool accepts = outcome.Started is not null || outcome.Refusal?.Rule == BootRules.NotBootable;
            if (accepts == graded.Accepts)
                same++;
            else if (!accepts && !graded.IsValidRow)
                stricter[graded.ToString()] = outcome.Refusal!.Rule;
            else
                wrong.Add($"{graded}: {(accepts ? "started" : "refused")} ({string.Join(" | ", outcome.Log)})");
        }

        Assert.Empty(wrong);
        Assert.Equal(Stricter.OrderBy(s => s.Key, StringComparer.Ordinal), stricter);
        output.Tell($"{same + stricter.Count} verdicts of real boot code: {same} the same, {stricter.Count} stricter, 0 weaker");
    }
}
