using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Rse;

/// <summary>Reads RSE's progress as a probe sampled it. Source: tfm-provisioning section 8.2.</summary>
public static class RseProgressReader
{
    /// <summary>The most samples that are read at once.</summary>
    public const int MaxSamples = 1 << 16;

    /// <summary>Reads samples.</summary>
    /// <param name="samples">A byte a sample; the four bits stand low, the others are zero.</param>
    /// <returns>The steps, each once as long as it lasts; or <see cref="RseFaults.Word"/>.</returns>
    public static Parsed<RseProgress[]> Parse(ReadOnlySpan<byte> samples)
    {
        if (samples.Length > MaxSamples)
            return RseFaults.Word.Fault($"{samples.Length} samples are more than {MaxSamples}");
        var steps = new List<RseProgress>();
        foreach (byte sample in samples)
        {
            var step = (RseProgress)sample;
            if (!Enum.IsDefined(step))
                return RseFaults.Word.Fault($"there is no step {sample:X2}");
            if (steps.Count == 0 || steps[^1] != step)
                steps.Add(step);
        }

        return steps.ToArray();
    }

    /// <summary>Whether a step says that provisioning failed.</summary>
    /// <param name="step">The step.</param>
    public static bool IsFailure(this RseProgress step) => step is RseProgress.ChipManufacturerNotAuthentic or RseProgress.ChipManufacturerFailed
        or RseProgress.DeviceManufacturerNotAuthentic or RseProgress.DeviceManufacturerFailed;
}
