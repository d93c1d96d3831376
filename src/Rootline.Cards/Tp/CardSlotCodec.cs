using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Bytes;
using Rootline.Core.Secrets;

namespace Rootline.Cards.Tp;

/// <summary>
/// One of the two slots of a card file, 32,768 bytes: magic <c>RLCARDF1</c>; serial u64 big-endian; generation u64
/// little-endian; nonce 12; AES-256-GCM ciphertext; tag 16. The first 24 bytes are authenticated with it. The plaintext is the
/// state's length u32 little-endian, the state, zeros. Its length never changes: the file does not grow, so that a full disk
/// cannot come between a unit and its record.
/// </summary>
internal static class CardSlotCodec
{
    public const int Length = 32 * 1024;
    public const int NonceLength = 12;
    private const int TagLength = 16;
    private const int SerialAt = 8;
    private const int GenerationAt = 16;
    private const int NonceAt = 24;
    private const int CiphertextAt = NonceAt + NonceLength;
    private const int PlaintextLength = Length - CiphertextAt - TagLength;

    /// <summary>How many bytes an encoded state may have.</summary>
    public const int Capacity = PlaintextLength - 4;

    private static ReadOnlySpan<byte> Magic => "RLCARDF1"u8;

    /// <summary>The serial number that a slot names, not authenticated; null when it is no slot.</summary>
    public static ulong? SerialOf(ReadOnlySpan<byte> slot) =>
        slot.StartsWith(Magic) ? BinaryPrimitives.ReadUInt64BigEndian(slot[SerialAt..]) : null;

    public static byte[] Seal(CardState state, ulong generation, Secret key, ReadOnlySpan<byte> nonce)
    {
        using var plaintext = new Secret(PlaintextLength);
        BinaryPrimitives.WriteInt32LittleEndian(plaintext.Span, CardStateCodec.LengthOf(state));
        CardStateCodec.Write(state, plaintext.Span[4..]);
        var slot = new byte[Length];
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteUInt64BigEndian(slot.AsSpan(SerialAt), state.Serial);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(GenerationAt), generation);
        nonce.CopyTo(slot.AsSpan(NonceAt));
        using var gcm = new AesGcm(key.Span, TagLength);
        gcm.Encrypt(nonce, plaintext.Span, slot.AsSpan(CiphertextAt, PlaintextLength), slot.AsSpan(Length - TagLength), slot.AsSpan(0, NonceAt));
        return slot;
    }

    /// <summary>Opens a slot; null when it is not authentic, for example torn.</summary>
    public static (ulong Generation, CardState State)? Open(ReadOnlySpan<byte> slot, Secret key)
    {
        if (slot.Length != Length || !slot.StartsWith(Magic))
            return null;
        using var plaintext = new Secret(PlaintextLength);
        using var gcm = new AesGcm(key.Span, TagLength);
        try
        {
            gcm.Decrypt(slot.Slice(NonceAt, NonceLength), slot.Slice(CiphertextAt, PlaintextLength), slot[^TagLength..], plaintext.Span, slot[..NonceAt]);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(plaintext.Span);
        if (length is < 0 or > Capacity || !Alignment.IsZero(plaintext.Span[(4 + length)..]))
            return null;
        return CardStateCodec.Parse(plaintext.Span.Slice(4, length)).Try(out var state, out _)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(slot[GenerationAt..]), state)
            : null;
    }
}
