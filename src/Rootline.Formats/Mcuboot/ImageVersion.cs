using System.Globalization;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>Version of an image: 8 bytes on the wire (u8, u8, u16, u32). Source: mcuboot-image section 2.</summary>
/// <param name="Major">0 to 255.</param>
/// <param name="Minor">0 to 255.</param>
/// <param name="Revision">0 to 65535.</param>
/// <param name="Build">Build number, 0 to 4294967295.</param>
public readonly record struct ImageVersion(byte Major, byte Minor, ushort Revision, uint Build) : IComparable<ImageVersion>
{
    /// <summary>Length on the wire in bytes.</summary>
    public const int Length = 8;

    /// <summary>
    /// Reads <c>major[.minor[.revision[+build]]]</c>: decimal numbers without leading zeros; what is missing is 0.
    /// </summary>
    /// <param name="text">The text.</param>
    public static Parsed<ImageVersion> Parse(string text)
    {
        string[] build = text.Split('+');
        string[] numbers = build[0].Split('.');
        if (build.Length > 2 || numbers.Length > 3 || (build.Length == 2 && numbers.Length != 3))
            return ImageFaults.Version.Fault($"not a version of the form major.minor.revision+build: {text}");
        if (!Number(numbers, 0, byte.MaxValue, out uint major) || !Number(numbers, 1, byte.MaxValue, out uint minor)
            || !Number(numbers, 2, ushort.MaxValue, out uint revision) || !Number(build, 1, uint.MaxValue, out uint number))
            return ImageFaults.Version.Fault($"a number of the version is malformed or too big for its field (255, 255, 65535, 4294967295): {text}");
        return new ImageVersion((byte)major, (byte)minor, (ushort)revision, number);
    }

    /// <summary>Reads the 8 bytes of the wire.</summary>
    /// <param name="source">At least 8 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public static ImageVersion Read(ReadOnlySpan<byte> source, ImageByteOrder order) =>
        new(source[0], source[1], order.U16(source[2..]), order.U32(source[4..]));

    /// <summary>Writes the 8 bytes of the wire.</summary>
    /// <param name="destination">At least 8 bytes.</param>
    /// <param name="order">Byte order of the image.</param>
    public void Write(Span<byte> destination, ImageByteOrder order)
    {
        destination[0] = Major;
        destination[1] = Minor;
        order.Write(destination[2..], Revision);
        order.Write(destination[4..], Build);
    }

    /// <summary>Compares major, minor, revision, then build number.</summary>
    /// <param name="other">The other version.</param>
    public int CompareTo(ImageVersion other) => WithoutBuild != other.WithoutBuild
        ? WithoutBuild.CompareTo(other.WithoutBuild)
        : Build.CompareTo(other.Build);

    /// <summary>The first three numbers as one, major first: what a loader compares when it leaves the build number out.</summary>
    public uint WithoutBuild => ((uint)Major << 24) | ((uint)Minor << 16) | Revision;

    /// <summary>All four numbers: <c>1.2.3+4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Revision}+{Build}");

    /// <summary>Earlier than.</summary>
    public static bool operator <(ImageVersion left, ImageVersion right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(ImageVersion left, ImageVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not later than.</summary>
    public static bool operator <=(ImageVersion left, ImageVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(ImageVersion left, ImageVersion right) => left.CompareTo(right) >= 0;

    private static bool Number(string[] parts, int index, uint limit, out uint value)
    {
        value = 0;
        if (index >= parts.Length)
            return true;
        string part = parts[index];
        return (part.Length == 1 || !part.StartsWith('0'))
            && uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= limit;
    }
}
