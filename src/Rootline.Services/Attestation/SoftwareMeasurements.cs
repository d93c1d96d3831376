using System.Text;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Psa;

namespace Rootline.Services.Attestation;

/// <summary>
/// The software components of a token, from what the boot code left: boot records as they are, then the entries of measured boot
/// as maps. Source: psa-attestation section 4.
/// </summary>
public static class SoftwareMeasurements
{
    private const int AttestationMajor = 1;
    private const int MeasuredBootMajor = 3;
    private const int WholeRecord = 0x3F;

    /// <summary>The components, each as an encoded map; null when the data hold something that is not understood.</summary>
    /// <param name="data">What the boot code left.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Of(SharedData data)
    {
        var components = new List<ReadOnlyMemory<byte>>();
        foreach (var entry in data.Entries.Where(e => Major(e) == AttestationMajor))
        {
            if (Claim(entry) != WholeRecord)
                return null;
            components.Add(entry.Value);
        }

        foreach (var slot in data.Entries.Where(e => Major(e) == MeasuredBootMajor).GroupBy(Slot))
        {
            if (Measured(slot) is not { } component)
                return null;
            components.Add(component.ToMeasuredBoot());
        }

        return components;
    }

    private static SoftwareComponent? Measured(IEnumerable<SharedEntry> entries)
    {
        var component = new SoftwareComponent();
        foreach (var entry in entries)
        {
            if (With(component, entry) is not { } more)
                return null;
            component = more;
        }

        return component is { MeasurementValue: not null, SignerId: not null } ? component : null;
    }

    private static SoftwareComponent? With(SoftwareComponent component, SharedEntry entry) => Claim(entry) switch
    {
        0x00 => component with { Version = Text(entry) },
        0x01 => component with { SignerId = entry.Value },
        0x03 => component with { MeasurementType = Text(entry) },
        0x08 => component with { MeasurementValue = entry.Value },
        0x09 => component with { Description = Text(entry) },
        _ => null,
    };

    private static string Text(SharedEntry entry) => Encoding.UTF8.GetString(entry.Value.Span);

    private static int Major(SharedEntry entry) => entry.Type >> 12;

    private static int Slot(SharedEntry entry) => (entry.Type >> 6) & 0x3F;

    private static int Claim(SharedEntry entry) => entry.Type & 0x3F;
}
