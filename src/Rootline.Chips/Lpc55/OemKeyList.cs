using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;

namespace Rootline.Chips.Lpc55;

/// <summary>OEM private keys as the chip stores them: count u8, then id u8 and d 32 bytes each.</summary>
internal static class OemKeyList
{
    public static List<(byte Id, Secret Key)> Read(ref SpanReader reader, int limit)
    {
        var keys = new List<(byte, Secret)>();
        int count = Math.Min((int)reader.U8(), limit);
        for (int i = 0; i < count; i++)
            keys.Add((reader.U8(), Secret.CopyOf(reader.Bytes(P256.ScalarLength))));
        return keys;
    }

    public static void Write(ref SpanWriter writer, IReadOnlyList<(byte Id, Secret Key)> keys)
    {
        writer.U8((byte)keys.Count);
        foreach (var (id, key) in keys)
        {
            writer.U8(id);
            writer.Bytes(key.Span);
        }
    }
}
