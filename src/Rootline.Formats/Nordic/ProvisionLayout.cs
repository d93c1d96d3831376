using System.Buffers.Binary;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Formats.Nordic;

/// <summary>
/// Where things lie in a provision area: each version of the library has its own order of the struct. Offsets are in bytes from the
/// provision address on. Source: tfm-provisioning section 12.3.
/// </summary>
public sealed record ProvisionLayout
{
    /// <summary>
    /// nRF53 and nRF91 since version 2: lifecycle words (provisioning, secure, reserved, decommissioned; u16), implementation id, S0, S1,
    /// number of keys, keys.
    /// </summary>
    public static readonly ProvisionLayout Ncs2 = new()
    {
        Name = "ncs-2",
        WordLength = sizeof(ushort),
        Words = (0, 2, 4, 6),
        ImplementationId = 8,
        Slots = 40,
        KeyCount = 48,
        FixedLength = 40,
    };

    /// <summary>
    /// The earliest versions of 2022: S0, S1, lifecycle words (provisioning, secure, decommissioned; u16) and two bytes that align what
    /// follows, number of keys, implementation id, keys.
    /// </summary>
    public static readonly ProvisionLayout Early2022 = new()
    {
        Name = "2022",
        WordLength = sizeof(ushort),
        Words = (8, 10, 14, 12),
        ImplementationId = 20,
        Slots = 0,
        KeyCount = 16,
        FixedLength = 52,
    };

    /// <summary>nRF54L, whose one-time words take whole words alone: as <see cref="Ncs2"/>, lifecycle words and slots of counters u32.</summary>
    public static readonly ProvisionLayout Nrf54L = new()
    {
        Name = "nrf54l",
        WordLength = sizeof(uint),
        Words = (0, 4, 8, 12),
        ImplementationId = 16,
        Slots = 48,
        KeyCount = 56,
        FixedLength = 48,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProvisionLayout> All { get; } = [Ncs2, Early2022, Nrf54L];

    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes of a lifecycle word and of a counter's slot: 2 or 4.</summary>
    public required int WordLength { get; init; }

    /// <summary>Offsets of the lifecycle words.</summary>
    public required (int Provisioning, int Secure, int Reserved, int Decommissioned) Words { get; init; }

    /// <summary>Offset of the implementation id, 32 bytes.</summary>
    public required int ImplementationId { get; init; }

    /// <summary>Offset of the addresses of S0 and S1, u32 each.</summary>
    public required int Slots { get; init; }

    /// <summary>Offset of the number of public keys, u32.</summary>
    public required int KeyCount { get; init; }

    /// <summary>Bytes up to the end of lifecycle words and implementation id: the least that an area has.</summary>
    public required int FixedLength { get; init; }

    /// <summary>Offset of the first public key.</summary>
    public int Keys => Math.Max(KeyCount + sizeof(uint), FixedLength);

    /// <summary>Finds a layout.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The layout, or null when it is not known.</returns>
    public static ProvisionLayout? Find(string name) => All.FirstOrDefault(l => l.Name == name);

    /// <summary>Offset of the word that says that a state was entered.</summary>
    /// <param name="state">PROVISIONING, SECURED or DECOMMISSIONED.</param>
    public int OffsetOf(NordicLifecycle state) => state switch
    {
        NordicLifecycle.Provisioning => Words.Provisioning,
        NordicLifecycle.Secured => Words.Secure,
        NordicLifecycle.Decommissioned => Words.Decommissioned,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Reads the lifecycle words.</summary>
    /// <param name="area">The area, <see cref="FixedLength"/> bytes or more.</param>
    public LifecycleWords ReadLifecycle(ReadOnlySpan<byte> area) =>
        new(Word(area, Words.Provisioning), Word(area, Words.Secure), Word(area, Words.Reserved), Word(area, Words.Decommissioned)) { WordLength = WordLength };

    /// <summary>Writes the lifecycle words.</summary>
    /// <param name="words">The words, of this layout's length.</param>
    /// <param name="area">The area.</param>
    public void WriteLifecycle(LifecycleWords words, Span<byte> area)
    {
        Write(area, Words.Provisioning, words.Provisioning);
        Write(area, Words.Secure, words.Secure);
        Write(area, Words.Reserved, words.Reserved);
        Write(area, Words.Decommissioned, words.Decommissioned);
    }

    private uint Word(ReadOnlySpan<byte> area, int offset) => WordLength == sizeof(ushort)
        ? BinaryPrimitives.ReadUInt16LittleEndian(area[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(area[offset..]);

    private void Write(Span<byte> area, int offset, uint word)
    {
        if (WordLength == sizeof(ushort))
            BinaryPrimitives.WriteUInt16LittleEndian(area[offset..], (ushort)word);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(area[offset..], word);
    }
}
