using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// Copies the secondary slot over the primary one, opened where it is encrypted. The trailer that asks for it is erased last, so
/// that after a power cut the copy is made again.
/// </summary>
/// <param name="session">The boot.</param>
/// <param name="image">The image's index.</param>
/// <param name="update">The verdict over the image in the secondary slot.</param>
internal sealed class OverwriteCopy(BootSession session, int image, CheckedImage update)
{
    private const int Piece = 1024;
    private readonly FlashRegion _primary = session.Primary(image).Slot;
    private readonly FlashRegion _secondary = session.Secondary(image).Slot;

    /// <summary>The image that an update replaces; null when there is none that can be read.</summary>
    /// <param name="session">The boot.</param>
    /// <param name="image">The image's index.</param>
    public static ReplacedImage? Replaced(BootSession session, int image)
    {
        var slot = session.Primary(image).Slot;
        var head = new byte[ImageHeader.Length];
        if (!slot.TryRead(0, head) || !ImageHeader.Parse(head).Try(out var header, out _) || header.HashedSize >= slot.Length)
            return null;
        var tail = new byte[Math.Min(ImageTlvs.MaxLength, slot.Length - (int)header.TlvOffset)];
        ImageTlvs? tlvs = null;
        if (slot.TryRead((int)header.TlvOffset, tail))
            ImageTlvs.Parse(tail, header.ProtectedSize).Try(out tlvs, out _);
        var counter = tlvs?.Protected?.Entries.FirstOrDefault(e => e is { Type: TlvType.SecurityCounter, Value.Length: sizeof(uint) });
        return new(header, tlvs, counter is null ? -1 : BinaryPrimitives.ReadUInt32LittleEndian(counter.Value.Span));
    }

    /// <summary>Copies. What is older than what it replaces gets no further, also when it came to this by mistake.</summary>
    public void Install()
    {
        DemandNewer();
        session.Log.Info($"Image {image} upgrade secondary slot -> primary slot");
        session.Log.Info("Erasing the primary slot");
        _primary.Erase(0, _primary.Length);
        int length = Math.Min(_primary.Length, _secondary.Length);
        session.Log.Info($"Image {image} copying the secondary slot to the primary slot: 0x{length:x} bytes");
        Copy(length);
        _secondary.Erase(0, _secondary.Geometry.SectorSize);
        _secondary.Erase(_secondary.Length - _secondary.Geometry.SectorSize, _secondary.Geometry.SectorSize);
    }

    // The same rule as the choice's, in another form and from what it reads itself.
    private void DemandNewer()
    {
        var head = new byte[ImageHeader.Length];
        _primary.TryRead(0, head);
        var there = ImageHeader.ReadFields(head, ImageByteOrder.Little);
        ulong isThere = Bits(ImageHeader.OrderOf(head) == ImageByteOrder.Little);
        bool isOlder = Rank(update.Header!.Version) < (Rank(there.Version) & isThere);
        bool mustBeNewer = (session.State.Code.Rules & BootRuleSet.NoOlderVersion) == BootRuleSet.NoOlderVersion;
        bool mustCount = (session.State.Code.Rules & BootRuleSet.NoLowerCounter) == BootRuleSet.NoLowerCounter;
        if ((mustBeNewer & isOlder) | (mustCount & (update.Counter < CounterThere(there))) | update.Ticket.Length == 0)
            throw new BootRefusedException(new(BootRules.Downgrade, "the update is older than what it would replace"));
    }

    /// <summary>A version as one number, without what <see cref="ImageVersion"/> compares with.</summary>
    /// <param name="version">The version.</param>
    public static ulong Number(ImageVersion version) =>
        ((ulong)version.Major << 56) | ((ulong)version.Minor << 48) | ((ulong)version.Revision << 32) | version.Build;

    private ulong Rank(ImageVersion version)
    {
        ulong build = Bits((session.State.Code.Rules & BootRuleSet.ComparesBuild) == BootRuleSet.ComparesBuild);
        return Number(version) & (build | ~(ulong)uint.MaxValue);
    }

    private long CounterThere(ImageHeader header)
    {
        var tail = new byte[(int)Math.Clamp(_primary.Length - header.TlvOffset, 0, ImageTlvs.MaxLength)];
        _primary.TryRead((int)Math.Min(header.TlvOffset, _primary.Length), tail);
        return ImageTlvs.Parse(tail, header.ProtectedSize).Try(out var tlvs, out _)
            ? (tlvs.Protected?.Entries ?? []).Where(e => e.Type == TlvType.SecurityCounter).Select(e => (long)BinaryPrimitives.ReadUInt32LittleEndian(e.Value.Span)).DefaultIfEmpty(-1).Max()
            : -1;
    }

    private static ulong Bits(bool holds) => 0UL - Unsafe.BitCast<bool, byte>(holds);

    private void Copy(int length)
    {
        bool isOpened = (update.Header!.Flags & ImageFlags.Encrypted) != 0;
        using var key = isOpened ? ContentKeyOpening.Open(session.State.Code, update.Tlvs!) : null;
        var piece = new byte[Piece];
        for (int at = 0; at < length; at += Piece)
        {
            var part = piece.AsSpan(0, Math.Min(Piece, length - at));
            if (!_secondary.TryRead(at, part))
                part.Fill(_secondary.Geometry.ErasedValue); // behind the image: what was verified could be read
            if (key is not null)
                OpenPart(key, at, part);
            _primary.Program(at, part);
        }
    }

    private void OpenPart(Secret key, int at, Span<byte> part)
    {
        int from = Math.Max(at, update.Header!.HeaderSize);
        int to = (int)Math.Min(at + part.Length, update.Header.TlvOffset);
        for (int position = from; position < to;)
        {
            // A piece of the slot begins anywhere in a block of the cipher: whole blocks are opened, and the part of one that is here.
            int inBlock = (position - update.Header.HeaderSize) % 16;
            int count = Math.Min(inBlock == 0 ? to - position : 16 - inBlock, to - position);
            Span<byte> block = inBlock == 0 ? part.Slice(position - at, count) : new byte[16];
            if (inBlock != 0)
                part.Slice(position - at, count).CopyTo(block[inBlock..]);
            ImageContent.Open(key, position - update.Header.HeaderSize - inBlock, block);
            if (inBlock != 0)
                block.Slice(inBlock, count).CopyTo(part[(position - at)..]);
            position += count;
        }
    }
}

/// <summary>An image that an update would replace.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Tlvs">Its TLVs, when they can be read.</param>
/// <param name="Counter">Its security counter; -1 for none.</param>
internal sealed record ReplacedImage(ImageHeader Header, ImageTlvs? Tlvs, long Counter)
{
    /// <summary>Its version.</summary>
    public ImageVersion Version => Header.Version;
}
