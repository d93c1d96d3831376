namespace Rootline.Core.Crypto;

/// <summary>
/// Turns signatures from r‖s into DER ECDSA-Sig-Value (RFC 3279 2.2.3) and back, canonical only: P-256 (two numbers of 32 bytes,
/// DER of 8 to 72) and P-384 (48 bytes, DER of 8 to 104).
/// </summary>
public static class EcdsaSignatureForm
{
    /// <summary>The longest DER form of a P-384 signature in bytes.</summary>
    public const int MaxP384DerLength = 104;

    private const int P384Length = 48;

    /// <summary>DER of a raw signature.</summary>
    /// <param name="raw">r‖s, 64 or 96 bytes.</param>
    public static byte[] ToDer(ReadOnlySpan<byte> raw)
    {
        Span<byte> der = stackalloc byte[MaxP384DerLength];
        return der[..WriteDer(raw, der)].ToArray();
    }

    /// <summary>Writes the DER of a raw signature.</summary>
    /// <param name="raw">r‖s, 64 or 96 bytes.</param>
    /// <param name="der">At least 72 or 104 bytes.</param>
    /// <returns>How many bytes were written: at least 8.</returns>
    public static int WriteDer(ReadOnlySpan<byte> raw, Span<byte> der)
    {
        int half = Half(raw.Length);
        int position = 2;
        WriteInteger(raw[..half], der, ref position);
        WriteInteger(raw[half..], der, ref position);
        der[0] = 0x30;
        der[1] = (byte)(position - 2);
        return position;
    }

    /// <summary>Raw form of a DER signature.</summary>
    /// <param name="der">The DER bytes, nothing after them.</param>
    /// <param name="raw">64 or 96 bytes: the length says which curve.</param>
    /// <returns>False when the bytes are not the one canonical DER form of two non-negative integers of at most half of that length.</returns>
    public static bool TryToRaw(ReadOnlySpan<byte> der, Span<byte> raw)
    {
        int half = Half(raw.Length);
        raw.Clear();
        if (der.Length < 8 || der.Length > 8 + (2 * half) || der[0] != 0x30 || der[1] != der.Length - 2)
            return false;
        int position = 2;
        return ReadInteger(der, ref position, raw[..half]) && ReadInteger(der, ref position, raw[half..]) && position == der.Length;
    }

    private static int Half(int rawLength) => rawLength is 2 * P256.ScalarLength or 2 * P384Length
        ? rawLength / 2
        : throw new ArgumentException("a raw signature has 64 or 96 bytes", nameof(rawLength));

    private static void WriteInteger(ReadOnlySpan<byte> value, Span<byte> der, ref int position)
    {
        int skip = 0;
        while (skip < value.Length - 1 && value[skip] == 0)
            skip++;
        value = value[skip..];
        bool padded = value[0] >= 0x80;
        der[position++] = 2;
        der[position++] = (byte)(value.Length + (padded ? 1 : 0));
        if (padded)
            der[position++] = 0;
        value.CopyTo(der[position..]);
        position += value.Length;
    }

    private static bool ReadInteger(ReadOnlySpan<byte> der, ref int position, Span<byte> value)
    {
        if (position + 2 > der.Length || der[position] != 2)
            return false;
        int length = der[position + 1];
        position += 2;
        if (length == 0 || length > value.Length + 1 || position + length > der.Length)
            return false;
        var content = der.Slice(position, length);
        position += length;
        if (content[0] >= 0x80)
            return false;
        if (content[0] == 0 && length > 1)
        {
            if (content[1] < 0x80)
                return false;
            content = content[1..];
        }

        if (content.Length > value.Length)
            return false;
        content.CopyTo(value[(value.Length - content.Length)..]);
        return true;
    }
}
