using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nordic;

/// <summary>
/// Keys derived from a hardware unique key without showing it: SP 800-108 in counter mode with AES-CMAC. Block i is
/// CMAC(K, i ‖ label ‖ 00 ‖ context ‖ L), i one byte from 1, L the length in bits as u16. The byte order of L is not public: big-endian
/// here, as the standard's examples have it. Source: tfm-provisioning section 12.1.
/// </summary>
public static class ShadowKey
{
    /// <summary>The longest label and the longest context in bytes.</summary>
    public const int LongestText = 64;

    /// <summary>The longest key in bytes.</summary>
    public const int LongestKey = 64;

    /// <summary>The label of the key that TF-M's crypto service sees as its hardware unique key, with its closing NUL: 16 bytes.</summary>
    public static ReadOnlySpan<byte> TfmLabel => "TFM_HW_UNIQ_KEY\0"u8;

    /// <summary>Derives a key.</summary>
    /// <param name="key">The hardware unique key: 16 or 32 bytes.</param>
    /// <param name="label">At most 64 bytes.</param>
    /// <param name="context">At most 64 bytes.</param>
    /// <param name="length">Length of the result in bytes, 1 to 64.</param>
    public static Secret Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label.Length, LongestText);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(context.Length, LongestText);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestKey);
        Span<byte> message = stackalloc byte[1 + label.Length + 1 + context.Length + 2];
        message.Clear();
        label.CopyTo(message[1..]);
        context.CopyTo(message[(2 + label.Length)..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[^2..], (ushort)(8 * length));
        using var block = new Secret(AesCmac.Length);
        var result = new Secret(length);
        for (int at = 0; at < length; at += AesCmac.Length)
        {
            message[0]++;
            AesCmac.Compute(key, message, block.Span);
            block.Span[..Math.Min(AesCmac.Length, length - at)].CopyTo(result.Span[at..]);
        }

        return result;
    }
}
