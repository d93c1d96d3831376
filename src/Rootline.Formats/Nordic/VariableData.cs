using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nordic;

/// <summary>An item of variable data: type u8, length u8, bytes. Source: tfm-provisioning section 12.3.</summary>
/// <param name="Type">1 = certification reference; older versions: 1 = URL, 2 = certification reference, 3 = profile.</param>
/// <param name="Content">At most 255 bytes.</param>
public sealed record VariableData(byte Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>The type of the collection.</summary>
    public const ushort CollectionType = 0x9312;

    /// <summary>The longest certification reference in bytes.</summary>
    public const int LongestCertificationReference = 19;

    internal static Parsed<List<VariableData>> ReadAll(ref SpanReader reader)
    {
        reader.U16Le();
        int count = reader.U16Le();
        var items = new List<VariableData>();
        for (int i = 0; i < count && !reader.Overrun; i++)
        {
            byte type = reader.U8();
            items.Add(new(type, reader.Bytes(reader.U8()).ToArray()));
        }

        return reader.Overrun ? NordicFaults.Area.Fault("the variable data is cut off") : items;
    }

    internal static void WriteAll(IReadOnlyList<VariableData> items, ref SpanWriter writer)
    {
        writer.U16Le(CollectionType);
        writer.U16Le((ushort)items.Count);
        foreach (var item in items)
        {
            writer.U8(item.Type);
            writer.U8((byte)item.Content.Length);
            writer.Bytes(item.Content.Span);
        }
    }
}
