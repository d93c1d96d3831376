using System.Buffers.Binary;

namespace Rootline.Formats.Nxp.Log;

/// <summary>
/// Whether bytes are exactly one certificate, neither more nor less: the record's hash has no lengths, so that bytes could be
/// moved between columns without breaking it.
/// </summary>
public static class CertificateShape
{
    private const int ContainerHeader = 8;
    private const byte ContainerTag = 0x33;

    // Deeper than any certificate: a forged one must not exhaust the stack.
    private const int MaxDepth = 16;

    /// <summary>A TP container: tag 0x33 at offset 3, the length without the header as u16 little-endian at offset 4.</summary>
    /// <param name="bytes">The bytes.</param>
    public static bool IsContainer(ReadOnlySpan<byte> bytes) =>
        bytes.Length > ContainerHeader
        && bytes[3] == ContainerTag
        && BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) + ContainerHeader == bytes.Length;

    /// <summary>A DER certificate (RFC 5280 4.1): SEQUENCE of a to-be-signed SEQUENCE, an algorithm SEQUENCE and a BIT STRING.</summary>
    /// <param name="bytes">The bytes.</param>
    public static bool IsDer(ReadOnlySpan<byte> bytes) =>
        CertificateParts.TrySplit(bytes, out var parts)
        && IsWalkable(parts.Tbs.Content, MaxDepth)
        && IsWalkable(parts.Algorithm.Content, MaxDepth);

    // Every value in the canonical form of its type, all the way down.
    private static bool IsWalkable(ReadOnlySpan<byte> rest, int depth)
    {
        if (depth == 0)
            return false;
        while (!rest.IsEmpty)
        {
            if (!DerValue.TryTake(ref rest, out var value))
                return false;
            if (value.IsConstructed ? !IsWalkable(value.Content, depth - 1) : !value.IsCanonical())
                return false;
        }

        return true;
    }
}
