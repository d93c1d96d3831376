using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm;

/// <summary>
/// An image of one-time memory as it lies in flash: the area, then its backup of the same length. It holds a device's keys. Source:
/// tfm-provisioning section 3.
/// </summary>
public sealed class OtpImage : IDisposable
{
    /// <summary>The longest image that is read, in bytes: far more than any board keeps.</summary>
    public const int MaxLength = 1 << 20;

    private readonly Secret _bytes;

    private OtpImage(Secret bytes, OtpLayout layout)
    {
        int area = bytes.Length / 2;
        (_bytes, Layout) = (bytes, layout);
        (First, Backup) = (new(bytes.Memory[..area], layout), new(bytes.Memory[area..], layout));
    }

    /// <summary>What lies where.</summary>
    public OtpLayout Layout { get; }

    /// <summary>Length of an area in bytes.</summary>
    public int AreaLength => _bytes.Length / 2;

    /// <summary>The area.</summary>
    public OtpCopy First { get; }

    /// <summary>Its backup.</summary>
    public OtpCopy Backup { get; }

    /// <summary>The image.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The copy that counts: that which a platform goes on with.</summary>
    public OtpCopy Valid => First.IsWhole ? First : Backup;

    /// <summary>What a platform does with it at its next start.</summary>
    public OtpImageState State
    {
        get
        {
            if (!First.IsWhole && !Backup.IsWhole)
                return First.IsBlank && Backup.IsBlank ? OtpImageState.Blank : OtpImageState.Broken;
            if (!First.IsWhole)
                return OtpImageState.RestoresFirst;
            bool isOld = !Backup.IsWhole || CopyMarks.IsBehind(Backup.Bytes.Span, First.Bytes.Span, Layout);
            return isOld ? OtpImageState.RenewsBackup : OtpImageState.InOrder;
        }
    }

    /// <summary>Reads an image.</summary>
    /// <param name="bytes">Area and backup.</param>
    /// <param name="form">The layout; null to find it out.</param>
    /// <returns>The image, to be disposed; or a fault of <see cref="OtpImageFaults"/>.</returns>
    public static Parsed<OtpImage> Parse(ReadOnlySpan<byte> bytes, OtpLayoutForm? form = null)
    {
        if (bytes.Length is 0 or > MaxLength || bytes.Length % 8 != 0)
            return OtpImageFaults.NotOne.Fault($"the image has {bytes.Length} bytes; wanted are two areas of whole words, {MaxLength} bytes at the most");
        int area = bytes.Length / 2;
        if (form is null)
        {
            if (!OtpLayoutGuess.Of(bytes[..area], bytes[area..]).Try(out var guess, out var fault))
                return fault;
            form = guess;
        }

        var layout = new OtpLayout(form);
        return layout.Length <= area
            ? new OtpImage(Secret.CopyOf(bytes), layout)
            : OtpImageFaults.NotOne.Fault($"an area of {area} bytes does not hold the {layout.Length} bytes of {form.Name}");
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
