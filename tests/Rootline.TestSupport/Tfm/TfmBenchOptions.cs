using Rootline.Formats.Psa;
using Rootline.Formats.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>How the firmware of a <see cref="TfmBench"/> is built.</summary>
public sealed record TfmBenchOptions
{
    /// <summary>The release whose numbers of elements it has.</summary>
    public TfmRelease Release { get; init; } = TfmRelease.Tfm17;

    /// <summary>The layout that its secure image takes.</summary>
    public PsaRotLayout Layout { get; init; } = new(false, 32, 32);

    /// <summary>Names the build: another name, other code bytes.</summary>
    public string Build { get; init; } = "bench";

    /// <summary>The profile of its tokens.</summary>
    public PsaProfile Profile { get; init; } = PsaProfile.IotProfile1;

    /// <summary>What the secure image's provisioning answers instead of doing it; null for doing it.</summary>
    public PlatformError? Fails { get; init; }

    /// <summary>Whether the boot loader never comes to provisioning.</summary>
    public bool Hangs { get; init; }

    /// <summary>The clock of device and station; null for a virtual one.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Alters a token before it is given.</summary>
    public Func<byte[], byte[]> Token { get; init; } = static t => t;
}
