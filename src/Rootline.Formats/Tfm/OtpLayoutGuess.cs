using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>
/// Finds out how one-time memory is laid out: where its last word stands, and whether every field then holds what it can hold. An
/// area that holds too little to tell has several layouts, and is not guessed at.
/// </summary>
internal static class OtpLayoutGuess
{
    /// <summary>The one layout that fits a whole copy.</summary>
    /// <param name="first">The area.</param>
    /// <param name="backup">Its backup.</param>
    /// <returns>The layout's form, or a fault of <see cref="OtpImageFaults"/>.</returns>
    public static Parsed<OtpLayoutForm> Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> backup)
    {
        if (IsBlank(first) && IsBlank(backup))
            return OtpImageFaults.Lost.Fault("the memory was never formatted: it holds nothing");
        var fits = Fitting(first);
        if (fits.Count == 0)
            fits = Fitting(backup);
        if (fits.Count == 0)
            return OtpImageFaults.NotOne.Fault("no copy begins with the magic and ends with a count where a known layout has it");
        return fits.Count == 1 ? fits[0] : OtpImageFaults.Layout.Fault($"these layouts fit alike: {string.Join(", ", fits.Select(f => f.Name))}");
    }

    private static bool IsBlank(ReadOnlySpan<byte> copy) => Alignment.IsZero(copy) || !copy.ContainsAnyExcept((byte)0xFF);

    private static List<OtpLayoutForm> Fitting(ReadOnlySpan<byte> copy)
    {
        List<OtpLayoutForm> fits = [];
        foreach (var form in OtpLayoutForm.All)
        {
            if (Fits(copy, new OtpLayout(form)))
                fits.Add(form);
        }

        return fits;
    }

    private static bool Fits(ReadOnlySpan<byte> copy, OtpLayout layout)
    {
        if (copy.Length < layout.Length || !CopyMarks.IsWhole(copy, layout))
            return false;
        // Behind the struct nothing is ever written, or zeros were at the formatting.
        var rest = copy[layout.Length..];
        if (!Alignment.IsZero(rest) && rest.ContainsAnyExcept((byte)0xFF))
            return false;
        foreach (var (element, field) in layout.Fields)
        {
            if (!CanHold(element, copy.Slice(field.Offset, field.Length)))
                return false;
        }

        return true;
    }

    private static bool CanHold(OtpElement element, ReadOnlySpan<byte> value) => element switch
    {
        OtpElement.CertificationReference or OtpElement.VerificationServiceUrl or OtpElement.ProfileDefinition or OtpElement.IakId => FixedText.Read(value, "").Ok,
        OtpElement.IakLength => BinaryPrimitives.ReadUInt32LittleEndian(value) <= PsaRotData.KeyLength,
        OtpElement.IakType => BinaryPrimitives.ReadUInt32LittleEndian(value) is var type && (type == 0 || Enum.IsDefined((IakType)type)),
        >= OtpElement.Bl2Rotpk0 and <= OtpElement.Bl2Rotpk3 when value.Length > 48 => value[0] is 0 or 4 && Alignment.IsZero(value[^3..]),
        OtpElement.Bl2RotpkPolicies => BinaryPrimitives.ReadUInt32LittleEndian(value) <= ushort.MaxValue,
        _ when element.IsCounter() => value.SequenceEqual(NvCounter.Write(NvCounter.Read(value), value.Length)),
        _ => true,
    };
}
