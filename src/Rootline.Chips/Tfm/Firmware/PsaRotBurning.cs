using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// Burns the data of the PSA root of trust and then the life cycle SECURED, as the secure image does and the code of a bundle. Source:
/// tfm-provisioning sections 4.2, 5.1 and 8.1.
/// </summary>
internal static class PsaRotBurning
{
    private const int Word = 4;

    /// <summary>Burns them; what is there already is completed by the same data.</summary>
    /// <param name="state">The device.</param>
    /// <param name="values">The values without a magic, as the build lays them out.</param>
    public static PlatformError BurnForEver(TfmState state, ReadOnlySpan<byte> values)
    {
        int next = 0;
        foreach (var (element, length) in Fields(state.Build.PsaRot))
        {
            var value = values.Slice(next, length);
            next += length;
            if (element == OtpElement.IakId && !state.Build.IncludesKeyId)
                continue;
            var error = state.Otp.WriteForEver(element, value);
            bool mayBeMissing = element is OtpElement.IakId or OtpElement.EntropySeed;
            if (error != PlatformError.Success && !(mayBeMissing && error == PlatformError.Unsupported))
                return error;
        }

        return state.Lifecycle.AdvanceForEver(TfmLifecycle.Secured);
    }

    private static IEnumerable<(OtpElement Element, int Length)> Fields(PsaRotLayout layout)
    {
        yield return (OtpElement.Iak, 32);
        yield return (OtpElement.IakLength, Word);
        yield return (OtpElement.IakType, Word);
        if (layout.HasIakId)
            yield return (OtpElement.IakId, 32);
        yield return (OtpElement.BootSeed, 32);
        yield return (OtpElement.ImplementationId, 32);
        yield return (OtpElement.CertificationReference, layout.ReferenceLength);
        yield return (OtpElement.VerificationServiceUrl, 32);
        yield return (OtpElement.ProfileDefinition, layout.ProfileLength);
        yield return (OtpElement.EntropySeed, 64);
    }
}
