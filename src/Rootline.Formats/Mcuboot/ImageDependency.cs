using System.Globalization;
using System.Text.RegularExpressions;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// Value of a DEPENDENCY TLV, 12 bytes: image id u8, three zeros, version as in the header. The image of that id must have at least
/// that version. Source: mcuboot-image section 10.
/// </summary>
/// <param name="ImageId">The other image's number, 0 to 255.</param>
/// <param name="Minimum">The version that it must have at least.</param>
public sealed partial record ImageDependency(byte ImageId, ImageVersion Minimum)
{
    /// <summary>Length on the wire in bytes.</summary>
    public const int Length = 12;

    /// <summary>Reads a value.</summary>
    /// <param name="value">The value, nothing after it.</param>
    /// <param name="order">Byte order of the image.</param>
    public static Parsed<ImageDependency> Parse(ReadOnlySpan<byte> value, ImageByteOrder order = ImageByteOrder.Little) =>
        value.Length == Length && Core.Bytes.Alignment.IsZero(value[1..4])
            ? new ImageDependency(value[0], ImageVersion.Read(value[4..], order))
            : ImageFaults.TlvValue.Fault("a dependency is not 12 bytes with zeros between image and version");

    /// <summary>Reads the text of the command line: <c>(1, 1.2.3+0),(2,1.0)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The dependencies in the order of the text, at least one.</returns>
    public static Parsed<IReadOnlyList<ImageDependency>> ParseList(string text)
    {
        if (!WholeList().IsMatch(text))
            return ImageFaults.Dependency.Fault($"not a list of dependencies: {text}");
        var list = new List<ImageDependency>();
        foreach (Match match in OneOfList().Matches(text))
        {
            if (!byte.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out byte id))
                return ImageFaults.Dependency.Fault($"the number of an image is above 255: {match.Value}");
            if (!ImageVersion.Parse(match.Groups[2].Value).Try(out var version, out var fault))
                return fault;
            list.Add(new(id, version));
        }

        return list;
    }

    /// <summary>The 12 bytes.</summary>
    /// <param name="order">Byte order of the image.</param>
    public byte[] ToBytes(ImageByteOrder order = ImageByteOrder.Little)
    {
        var bytes = new byte[Length];
        bytes[0] = ImageId;
        Minimum.Write(bytes.AsSpan(4), order);
        return bytes;
    }

    [GeneratedRegex(@"^\s*\(\s*[0-9]+\s*,\s*[0-9.+]+\s*\)(\s*,?\s*\(\s*[0-9]+\s*,\s*[0-9.+]+\s*\))*\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeList();

    [GeneratedRegex(@"\(\s*([0-9]+)\s*,\s*([0-9.+]+)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex OneOfList();
}
