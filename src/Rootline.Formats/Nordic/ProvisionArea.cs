using Rootline.Core.Faults;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Formats.Nordic;

/// <summary>
/// The provision area in a part's one-time words (bl_storage): lifecycle words, implementation id, and what the immutable boot loader was
/// given, in the order of its <see cref="Layout"/>: S0 address, S1 address and number of public keys (u32 each), then for each key a state word
/// and 16 bytes of its hash, then collections: monotonic counters (type 0001), variable data (type 9312). Little-endian; erased bytes are FF.
/// Source: tfm-provisioning section 12.3.
/// </summary>
public sealed record ProvisionArea
{
    /// <summary>Bytes of an implementation id.</summary>
    public const int ImplementationIdLength = 32;

    /// <summary>The most public keys: the state word has four bits for the index.</summary>
    public const int MaxKeys = 16;

    /// <summary>The longest area in bytes: from the first one-time word to the key slots.</summary>
    public const int MaxLength = 0x300;

    /// <summary>The order of the struct.</summary>
    public ProvisionLayout Layout { get; init; } = ProvisionLayout.Ncs2;

    /// <summary>The lifecycle words.</summary>
    public required LifecycleWords Lifecycle { get; init; }

    /// <summary>The implementation id, 32 bytes; FF where it was never written.</summary>
    public required ReadOnlyMemory<byte> ImplementationId { get; init; }

    /// <summary>What the immutable boot loader was given; null where that part is erased.</summary>
    public BootArea? Boot { get; init; }

    /// <summary>The implementation id that the provisioning image writes when none was chosen: AA, BB, CC, DD eight times each.</summary>
    public static byte[] DefaultImplementationId() =>
        [.. Enumerable.Repeat((byte)0xAA, 8), .. Enumerable.Repeat((byte)0xBB, 8), .. Enumerable.Repeat((byte)0xCC, 8), .. Enumerable.Repeat((byte)0xDD, 8)];

    /// <summary>Whether an implementation id was written.</summary>
    public bool HasImplementationId => ImplementationId.Span.ContainsAnyExcept((byte)0xFF);

    /// <summary>Reads an area of nRF53 or nRF91 since version 2.</summary>
    /// <param name="bytes">From the provision address on, 40 to 768 bytes.</param>
    public static Parsed<ProvisionArea> Parse(ReadOnlySpan<byte> bytes) => Parse(bytes, ProvisionLayout.Ncs2);

    /// <summary>Reads an area; what follows its content must be erased. Words of no lifecycle state are read: they are the part's to judge.</summary>
    /// <param name="bytes">From the provision address on, <see cref="ProvisionLayout.FixedLength"/> to 768 bytes.</param>
    /// <param name="layout">The order of the struct; nothing in the bytes says it.</param>
    public static Parsed<ProvisionArea> Parse(ReadOnlySpan<byte> bytes, ProvisionLayout layout)
    {
        if (bytes.Length < layout.FixedLength || bytes.Length > MaxLength)
            return NordicFaults.Area.Fault($"{bytes.Length} bytes, not {layout.FixedLength} to {MaxLength}");
        BootArea? boot = null;
        if (HasBoot(bytes, layout) && !BootArea.Parse(bytes, layout).Try(out boot, out var fault))
            return fault;
        return new ProvisionArea
        {
            Layout = layout,
            Lifecycle = layout.ReadLifecycle(bytes),
            ImplementationId = bytes.Slice(layout.ImplementationId, ImplementationIdLength).ToArray(),
            Boot = boot,
        };
    }

    /// <summary>The bytes, filled with FF.</summary>
    /// <param name="length">Their number; at least as many as the content has.</param>
    public byte[] ToBytes(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xFF);
        Layout.WriteLifecycle(Lifecycle, bytes);
        ImplementationId.Span.CopyTo(bytes.AsSpan(Layout.ImplementationId));
        Boot?.Write(bytes, Layout);
        return bytes;
    }

    // Whatever lies beside lifecycle words and implementation id.
    private static bool HasBoot(ReadOnlySpan<byte> bytes, ProvisionLayout layout)
    {
        byte[] rest = bytes.ToArray();
        layout.WriteLifecycle(LifecycleWords.ErasedOf(layout.WordLength), rest);
        rest.AsSpan(layout.ImplementationId, ImplementationIdLength).Fill(0xFF);
        return rest.AsSpan().ContainsAnyExcept((byte)0xFF);
    }
}
