using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Line.Tfm;

/// <summary>A look at a device's one-time memory, held against a bundle.</summary>
/// <param name="Lifecycle">Its life cycle.</param>
/// <param name="Finding">What that makes the device.</param>
/// <param name="Missing">The fields that it does not hold yet.</param>
/// <param name="Other">The first element that the bundle cannot make its own, or null.</param>
internal sealed record TfmSurvey(TfmLifecycle Lifecycle, TfmFinding Finding, IReadOnlyList<OtpElement> Missing, OtpElement? Other)
{
    /// <summary>Looks.</summary>
    /// <param name="otp">The device's one-time memory.</param>
    /// <param name="fields">What the bundle puts there.</param>
    public static TfmSurvey Of(OtpAccess otp, BundleFields fields)
    {
        var lifecycle = otp.ReadLifecycle();
        List<OtpElement> missing = [];
        OtpElement? other = null;
        bool hasMark = false;
        bool hasSecret = false;
        foreach (var field in fields.All)
        {
            using var held = otp.Read(field.Element, field.Value.Length);
            if (held is null)
            {
                DemandOptional(field);
                continue;
            }

            bool isWhole = held.FixedTimeEquals(field.Value.Span);
            bool isBlank = !held.Span.ContainsAnyExcept((byte)0);
            if (!isWhole && !CanBecome(held, field))
                other ??= field.Element;
            if (!isWhole && !(field.Use == FieldUse.SecureOptional && isBlank && lifecycle == TfmLifecycle.Secured))
                missing.Add(field.Element);
            hasMark |= field.Use == FieldUse.Mark && isWhole;
            hasSecret |= field.Element.IsSecret() && field.Use is FieldUse.Secure or FieldUse.SecureOptional && !isBlank;
        }

        return new(lifecycle, Judge(lifecycle, (hasMark, hasSecret, missing.Count == 0), other), missing, other);
    }

    private static TfmFinding Judge(TfmLifecycle lifecycle, (bool Mark, bool Secret, bool Whole) held, OtpElement? other)
    {
        if (lifecycle is not (TfmLifecycle.AssemblyAndTest or TfmLifecycle.PsaRotProvisioning or TfmLifecycle.Secured))
            return TfmFinding.Retired;
        // A device that left the first life cycle has its hardware key; a secured one has everything.
        if (other is not null || (lifecycle == TfmLifecycle.Secured && !held.Whole) || (lifecycle == TfmLifecycle.PsaRotProvisioning && !(held.Secret && held.Mark)))
            return TfmFinding.Foreign;
        if (lifecycle == TfmLifecycle.Secured)
            return TfmFinding.Secured;
        if (held.Secret)
            return held.Mark ? TfmFinding.Begun : TfmFinding.Foreign;
        return held.Mark ? TfmFinding.Marked : TfmFinding.Blank;
    }

    // Bits of one-time memory go from 0 to 1 alone.
    private static bool CanBecome(Secret held, BundleField field)
    {
        for (int i = 0; i < held.Length; i++)
        {
            if ((held.Span[i] & ~field.Value.Span[i]) != 0)
                return false;
        }

        return true;
    }

    private static void DemandOptional(BundleField field)
    {
        if (field.Use != FieldUse.SecureOptional)
            throw TfmLineFaults.NoPlace.Exception($"the device has no element {field.Element.ToText()}");
    }
}
