using System.Globalization;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot;

/// <summary>
/// Value of a BOOT_RECORD TLV: a CBOR map of 5 pairs in a fixed order. Its last bytes are the measurement, zeros in the image; the
/// loader puts the image digest there. Source: mcuboot-image section 9.
/// </summary>
/// <param name="SoftwareType">At most 12 characters, such as <c>SPE</c>.</param>
/// <param name="Version">Major, minor and revision: <c>1.20.300</c>.</param>
/// <param name="SignerId">The key hash, 32, 48 or 64 bytes; 32 zeros without a key.</param>
/// <param name="Digest">The image's digest algorithm, named in the record.</param>
public sealed record BootRecord(string SoftwareType, string Version, ReadOnlyMemory<byte> SignerId, ImageDigest Digest)
{
    /// <summary>The most characters of a software type.</summary>
    public const int MaxTypeLength = 12;

    private const int MaxVersionLength = 23;

    /// <summary>A record of an image.</summary>
    /// <param name="softwareType">At most 12 characters.</param>
    /// <param name="version">The image's version.</param>
    /// <param name="signerId">The key hash, or empty without a key.</param>
    /// <param name="digest">The image's digest algorithm.</param>
    public static Parsed<BootRecord> Of(string softwareType, ImageVersion version, ReadOnlyMemory<byte> signerId, ImageDigest digest)
    {
        if (softwareType.Length > MaxTypeLength || Encoding.UTF8.GetByteCount(softwareType) > 255)
            return ImageFaults.SoftwareType.Fault($"the software type has {softwareType.Length} characters, the most is {MaxTypeLength}");
        string text = string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Revision}");
        return new BootRecord(softwareType, text, signerId.IsEmpty ? new byte[32] : signerId, digest);
    }

    /// <summary>Reads a record as it stands in an image.</summary>
    /// <param name="value">The value, nothing after it.</param>
    /// <returns>The record; a fault when the bytes are not the one form of a record with zeros as measurement.</returns>
    public static Parsed<BootRecord> Parse(ReadOnlySpan<byte> value)
    {
        var reader = new Reader(value);
        bool ok = reader.Expect(0xA5) & reader.Expect(1);
        var type = reader.Item(3);
        ok &= reader.Expect(4);
        var version = reader.Item(3);
        ok &= reader.Expect(5);
        var signer = reader.Item(2);
        ok &= reader.Expect(6);
        var name = reader.Item(3);
        ok &= reader.Expect(2);
        var measurement = reader.Item(2);
        if (ok && reader.IsAtEnd && DigestOf(name) is { } digest && measurement.Length == digest.Length() && Core.Bytes.Alignment.IsZero(measurement)
            && signer.Length is 32 or 48 or 64 && version.Length <= MaxVersionLength && Text(type) is { Length: <= MaxTypeLength } softwareType && Text(version) is { } text)
            return new BootRecord(softwareType, text, signer.ToArray(), digest);
        return ImageFaults.TlvValue.Fault("a boot record is not the map of five pairs that it must be");
    }

    /// <summary>The value.</summary>
    public byte[] ToBytes()
    {
        var bytes = new List<byte> { 0xA5, 1 };
        Add(bytes, 3, Encoding.UTF8.GetBytes(SoftwareType));
        bytes.Add(4);
        Add(bytes, 3, Encoding.UTF8.GetBytes(Version));
        bytes.Add(5);
        Add(bytes, 2, SignerId.Span);
        bytes.Add(6);
        Add(bytes, 3, Encoding.ASCII.GetBytes(Digest.Name()));
        bytes.Add(2);
        Add(bytes, 2, new byte[Digest.Length()]);
        return [.. bytes];
    }

    /// <summary>The record with the measurement in it, as the loader hands it on.</summary>
    /// <param name="measurement">The image digest.</param>
    public byte[] Measured(ReadOnlySpan<byte> measurement)
    {
        byte[] bytes = ToBytes();
        measurement.CopyTo(bytes.AsSpan(bytes.Length - Digest.Length()));
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(BootRecord? other) => other is not null && (SoftwareType, Version, Digest) == (other.SoftwareType, other.Version, other.Digest)
        && SignerId.Span.SequenceEqual(other.SignerId.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SoftwareType, Version, Digest);

    // RFC 8949: the shortest length, at most 255 here.
    private static void Add(List<byte> bytes, int major, ReadOnlySpan<byte> content)
    {
        if (content.Length < 24)
        {
            bytes.Add((byte)((major << 5) | content.Length));
        }
        else
        {
            bytes.Add((byte)((major << 5) | 24));
            bytes.Add((byte)content.Length);
        }

        bytes.AddRange(content);
    }

    private static string? Text(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(utf8) ? text : null;
    }

    private static ImageDigest? DigestOf(ReadOnlySpan<byte> name)
    {
        foreach (var digest in Enum.GetValues<ImageDigest>())
        {
            if (Encoding.ASCII.GetBytes(digest.Name()).AsSpan().SequenceEqual(name))
                return digest;
        }

        return null;
    }

    private ref struct Reader(ReadOnlySpan<byte> source)
    {
        private ReadOnlySpan<byte> _rest = source;
        private bool _failed;

        public readonly bool IsAtEnd => !_failed && _rest.IsEmpty;

        public bool Expect(byte value)
        {
            bool there = _rest.Length > 0 && _rest[0] == value;
            if (there)
                _rest = _rest[1..];
            else
                _failed = true;
            return there;
        }

        public ReadOnlySpan<byte> Item(int major)
        {
            if (_rest.Length < 2 || _rest[0] >> 5 != major)
                return Fail();
            int length = _rest[0] & 31;
            int head = 1;
            if (length == 24)
                (length, head) = (_rest[1], 2);
            else if (length > 24)
                return Fail();
            if (head == 2 && length < 24 || head + length > _rest.Length)
                return Fail();
            var content = _rest.Slice(head, length);
            _rest = _rest[(head + length)..];
            return content;
        }

        private ReadOnlySpan<byte> Fail()
        {
            _failed = true;
            return default;
        }
    }
}
