using System.Globalization;

namespace Rootline.Formats.Tfm;

/// <summary>What a build of TF-M decides of the layout of one-time memory.</summary>
/// <param name="Release">The release.</param>
/// <param name="RotpkLength">Bytes of a root of trust public key: 32 or 48 (its hash), 68 or 100 (the raw point, filled to words).</param>
/// <param name="HasBl1">Whether BL1 is built: it has a key of 32 bytes and a counter of 16.</param>
/// <param name="NonSecureCounters">How many counters of 64 bytes the non-secure side has, 0 to 3.</param>
/// <param name="HasLargeProfile">Whether the profile has 48 bytes, from 2.3 on; that of 2.2.0 has them without this.</param>
public sealed record OtpLayoutForm(TfmRelease Release, int RotpkLength = 32, bool HasBl1 = false, int NonSecureCounters = 0, bool HasLargeProfile = false)
{
    private static readonly int[] Lengths = [32, 48, 68, 100];

    /// <summary>Every form that some build of TF-M has.</summary>
    public static IReadOnlyList<OtpLayoutForm> All { get; } =
    [
        .. from release in Enum.GetValues<TfmRelease>()
           from length in release < TfmRelease.Tfm17 ? Lengths[..1] : Lengths
           from bl1 in (bool[])[false, true]
           from counters in release < TfmRelease.Tfm17 ? (int[])[0] : [0, 1, 2, 3]
           from large in release == TfmRelease.Tfm23 ? (bool[])[false, true] : [false]
           select new OtpLayoutForm(release, length, bl1, counters, large),
    ];

    /// <summary>The name by which commands know the form, for example <c>tfm-1.7</c>, <c>tfm-2.3/68/bl1/ns3/large</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{ReleaseName}{Part(RotpkLength != 32, $"/{RotpkLength}")}{Part(HasBl1, "/bl1")}{Part(NonSecureCounters > 0, $"/ns{NonSecureCounters}")}{Part(HasLargeProfile, "/large")}");

    /// <summary>Bytes of the profile.</summary>
    public int ProfileLength => HasLargeProfile || Release == TfmRelease.Tfm220 ? 48 : 32;

    /// <summary>Bytes of the certification reference, called hardware version before 1.7.</summary>
    public int ReferenceLength => Release == TfmRelease.Tfm15 ? 24 : 32;

    /// <summary>How many images have a key and a counter.</summary>
    public int Images => Release < TfmRelease.Tfm17 ? 3 : 4;

    /// <summary>The form of a name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public static OtpLayoutForm? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private string ReleaseName => Release switch
    {
        TfmRelease.Tfm15 => "tfm-1.5",
        TfmRelease.Tfm16 => "tfm-1.6",
        TfmRelease.Tfm17 => "tfm-1.7",
        TfmRelease.Tfm220 => "tfm-2.2.0",
        _ => "tfm-2.3",
    };

    private static string Part(bool isThere, string text) => isThere ? text : "";
}
