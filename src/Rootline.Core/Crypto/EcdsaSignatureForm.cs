namespace Rootline.Core.Crypto;

/// <summary>Turns P-256 signatures from r‖s into DER ECDSA-Sig-Value (RFC 3279 2.2.3) and back, canonical only.</summary>
public static class EcdsaSignatureForm
{
    /// <summary>DER of a raw signature: 8 to 72 bytes.</summary>
    /// <param name="raw">r‖s, 64 bytes.</param>
    public static byte[] ToDer(ReadOnlySpan<byte> raw)
    {
        Span<byte> der = stackalloc byte[P256.MaxDerSignatureLength];
        return der[..WriteDer(raw, der)].ToArray();
    }

    /// <summary>Writes the DER of a raw signature.</summary>
    /// <param name="raw">r‖s, 64 bytes.</param>
    /// <param name="der">At least 72 bytes.</param>
    /// <returns>How many bytes were written: 8 to 72.</returns>
    public static int WriteDer(ReadOnlySpan<byte> raw, Span<byte> der)
    {
        int position = 2;
        WriteInteger(raw[..32], der, ref position);
        WriteInteger(raw[32..64], der, ref position);
        der[0] = 0x30;
        der[1] = (byte)(position - 2);
        return position;
    }

    /// <summary>Raw form of a DER signature.</summary>
    /// <param name="der">The DER bytes, nothing after them.</param>
    /// <param name="raw">64 bytes.</param>
    /// <returns>False when the bytes are not the one canonical DER form of two positive integers below 2^256.</returns>
    public static bool TryToRaw(ReadOnlySpan<byte> der, Span<byte> raw)
    {
        raw[..64].Clear();
        if (der.Length is < 8 or > P256.MaxDerSignatureLength || der[0] != 0x30 || der[1] != der.Length - 2)
            return false;
        int position = 2;
        return ReadInteger(der, ref position, raw[..32]) && ReadInteger(der, ref position, raw[32..64]) && position == der.Length;
    }

    private static void WriteInteger(ReadOnlySpan<byte> value, Span<byte> der, ref int position)
    {
        int skip = 0;
        while (skip < 31 && value[skip] == 0)
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
        if (length is 0 or > 33 || position + length > der.Length)
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

        if (content.Length > 32)
            return false;
        content.CopyTo(value[(32 - content.Length)..]);
        return true;
    }
}
