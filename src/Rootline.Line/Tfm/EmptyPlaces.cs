using Rootline.Formats.Tfm;

namespace Rootline.Line.Tfm;

/// <summary>
/// Places of image keys that stay empty. A CryptoCell-312 that is secured starts only when each place fits the count of its zero bits,
/// used or not: a place without a key gets the value zero, and with it the count. Source: tfm-provisioning section 7.
/// </summary>
internal static class EmptyPlaces
{
    private const int Length = 32;
    private static readonly OtpElement[] Places = [OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1, OtpElement.Bl2Rotpk2, OtpElement.Bl2Rotpk3];

    /// <summary>Irreversible: burns zero into each place that is empty. A place that the firmware does not have is passed over.</summary>
    /// <param name="otp">One-time memory of a device that is not secured yet.</param>
    public static void SealForEver(OtpAccess otp)
    {
        foreach (var place in Places)
        {
            using var held = otp.Read(place, Length);
            if (held is not null && !held.Span.ContainsAnyExcept((byte)0))
                otp.BurnForEver(place, held.Span);
        }
    }
}
