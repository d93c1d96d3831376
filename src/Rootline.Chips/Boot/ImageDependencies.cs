using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>Whether images get along: each may need a later version of another. Source: mcuboot-boot-and-update section 10.</summary>
internal static class ImageDependencies
{
    private const int Length = 12;
    private const int VersionAt = 4;

    /// <summary>The first dependency that is not met; null when all are.</summary>
    /// <param name="images">The images as they would be started, by image index.</param>
    /// <param name="session">The boot.</param>
    public static UnmetDependency? FirstUnmet(IReadOnlyList<CheckedImage> images, BootSession session)
    {
        for (int image = 0; image < images.Count; image++)
        {
            foreach (var entry in images[image].Tlvs?.Protected?.Entries.Where(e => e.Type == TlvType.Dependency) ?? [])
            {
                if (Judge(entry.Value.Span, images, session) is { } why)
                    return new(image, new(BootRules.Dependency, why));
            }
        }

        return null;
    }

    private static string? Judge(ReadOnlySpan<byte> value, IReadOnlyList<CheckedImage> images, BootSession session)
    {
        if (value.Length != Length || value[0] >= images.Count)
            return "a dependency is malformed or names an image that this device does not have";
        var least = ImageVersion.Read(value[VersionAt..], ImageByteOrder.Little);
        if (images[value[0]].Header is not { } other)
            return $"it needs image {value[0]}, which is not there";
        return session.IsOlder(other.Version, least) ? $"it needs image {value[0]} of version {least} or later, not {other.Version}" : null;
    }
}

/// <summary>A dependency that is not met.</summary>
/// <param name="Image">The image that has it.</param>
/// <param name="Why">What is missing.</param>
internal sealed record UnmetDependency(int Image, BootRefusal Why);
