using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// The second check of an image, at the point of hand-over: everything is read again from flash and one-time memory, and each
/// result becomes bits of a word instead of a decision. Only when all of them hold is the word <see cref="BootTicket.Sound"/>, and
/// only then is the ticket the one that <see cref="ImageCheck"/> gave. So no single wrong decision in either check starts a bad image.
/// </summary>
/// <param name="state">Boot code, one-time memory, protections.</param>
internal sealed class HandOverCheck(LoaderState state)
{
    private const int Piece = 1024;
    private const int FlagsAt = 16;

    /// <summary>The ticket of a boot.</summary>
    /// <param name="places">The images that would be started, in the order of their indexes.</param>
    /// <param name="layout">Where the slots are.</param>
    public byte[] Ticket(IReadOnlyList<SlotImage> places, FlashLayout layout) =>
        BootTicket.Of(places.Select(Ticket), Protections() & Count(places) & Slots(places, layout));

    // One mode alone starts what lies in a secondary slot.
    private ulong Slots(IReadOnlyList<SlotImage> places, FlashLayout layout)
    {
        ulong primary = Bits(places.All(p => p.Slot.Start == layout.Images[p.Image].Primary.Start));
        return BootTicket.Sound & (primary | Bits(state.Code.Mode == UpgradeMode.DirectXip));
    }

    // Every image that the boot code knows, each in its turn.
    private ulong Count(IReadOnlyList<SlotImage> places) =>
        Word(places.Count == state.Code.Images) & Word(places.Select(p => p.Image).SequenceEqual(Enumerable.Range(0, state.Code.Images)));

    private ulong Protections()
    {
        var words = state.Protections.Read();
        ulong wrong = (words.BootCode ^ ProtectionWords.Closed) | (words.Debug ^ ProtectionWords.Closed);
        ulong demanded = Bits((state.Code.Rules & BootRuleSet.Protections) == BootRuleSet.Protections);
        return BootTicket.Sound ^ (wrong & demanded);
    }

    private byte[] Ticket(SlotImage place)
    {
        var head = new byte[ImageHeader.Length];
        bool isRead = place.Slot.TryRead(0, head);
        var header = ImageHeader.Parse(head).OrThrow();
        byte[] tail = Tail(place.Slot, header);
        var tlvs = ImageTlvs.Parse(tail, header.ProtectedSize).OrThrow();
        byte[] region = Region(place.Slot, header);
        byte[] digest = CryptographicOperations.HashData(state.Code.Digest.Algorithm(), region);
        long counter = Counter(tlvs);
        ulong sound = Word(isRead) & Signed(place.Image, tlvs, digest, region) & Fresh(place.Image, counter) & Startable(head)
            & Same(header, head) & Digested(tlvs, digest) & Placed(tlvs) & Owned(tlvs);
        return BootTicket.Of(place, head, digest, counter, sound);
    }

    private static byte[] Tail(FlashRegion slot, ImageHeader header)
    {
        int at = checked((int)header.TlvOffset);
        var info = new byte[TlvArea.InfoLength];
        slot.TryRead(at + header.ProtectedSize, info);
        var tail = new byte[header.ProtectedSize + BinaryPrimitives.ReadUInt16LittleEndian(info.AsSpan(2))];
        slot.TryRead(at, tail); // zeros where it cannot be read, which are no TLVs
        return tail;
    }

    private static byte[] Region(FlashRegion slot, ImageHeader header)
    {
        var region = new byte[header.HashedSize];
        for (int at = 0; at < region.Length; at += Piece)
            slot.TryRead(at, region.AsSpan(at, Math.Min(Piece, region.Length - at))); // zeros where it cannot be read: another digest
        return region;
    }

    // All ones in the word for what holds; nothing decides.
    private static ulong Bits(bool holds) => 0UL - Unsafe.BitCast<bool, byte>(holds);

    private static ulong Word(bool holds) => BootTicket.Sound & Bits(holds);

    private static IEnumerable<TlvEntry> Of(TlvArea? area, TlvType type) => (area?.Entries ?? []).Where(e => e.Type == type);

    private static long Counter(ImageTlvs tlvs) => Of(tlvs.Protected, TlvType.SecurityCounter)
        .Select(e => (long)BinaryPrimitives.ReadUInt32LittleEndian(e.Value.Span)).DefaultIfEmpty(-1).Min();

    // A borrow in the subtraction is a counter below the stored one.
    private ulong Fresh(int image, long counter) => BootTicket.Sound & ~((ulong)(((counter - Stored(image)) | counter) >> 63) & Rollback);

    /// <summary>The ticket's word once the counters were raised: none of them may be below its image's.</summary>
    /// <param name="choice">The images.</param>
    public ulong Raised(BootChoice choice)
    {
        long below = 0;
        for (int image = 0; image < state.Code.Images; image++)
            below |= Stored(image) - choice.Verdicts[image].Counter;
        return BootTicket.Sound & ~((ulong)(below >> 63) & Rollback);
    }

    // From the other copy than the first check's, and counted in another way.
    private long Stored(int image) => state.Otp.ReadBackup(OtpElement.Bl2NvCounter0 + image).Sum(b => (long)BitOperations.PopCount(b));

    private ulong Rollback => Bits((state.Code.Rules & BootRuleSet.Rollback) == BootRuleSet.Rollback);

    private static ulong Startable(byte[] head)
    {
        const ImageFlags Never = ImageFlags.NonBootable | ImageFlags.Compressed | ImageFlags.CompressedArmThumb;
        return Word(((ImageFlags)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(FlagsAt)) & Never) == ImageFlags.None);
    }

    // A field that was misread is written otherwise than it was.
    private static ulong Same(ImageHeader header, byte[] head)
    {
        var again = new byte[ImageHeader.Length];
        header.Write(again);
        return Word(CryptographicOperations.FixedTimeEquals(again, head));
    }

    private ulong Digested(ImageTlvs tlvs, byte[] digest)
    {
        ulong pure = Bits((state.Code.Rules & BootRuleSet.Pure) == BootRuleSet.Pure);
        ulong same = Bits(Of(tlvs.Unprotected, state.Code.Digest.Tlv()).Any(e => CryptographicOperations.FixedTimeEquals(e.Value.Span, digest)));
        ulong marked = Bits(Of(tlvs.Unprotected, TlvType.SignaturePure).Any());
        return BootTicket.Sound & ((pure & marked) | (~pure & same));
    }

    private static ulong Placed(ImageTlvs tlvs) => Word(!tlvs.Unprotected.Entries.Any(e => e.Type.IsProtected()));

    private ulong Owned(ImageTlvs tlvs)
    {
        ulong demanded = Bits((state.Code.Rules & BootRuleSet.Uuids) == BootRuleSet.Uuids);
        ulong vendor = Bits(Of(tlvs.Protected, TlvType.VendorId).Any(e => e.Value.Span.SequenceEqual(state.Code.VendorId.ToByteArray(bigEndian: true))));
        ulong device = Bits(Of(tlvs.Protected, TlvType.ClassId).Any(e => e.Value.Span.SequenceEqual(state.Code.ClassId.ToByteArray(bigEndian: true))));
        return BootTicket.Sound & (~demanded | (vendor & device));
    }

    private ulong Signed(int image, ImageTlvs tlvs, byte[] digest, byte[] region) =>
        new HandOverSignatures(state, image, digest, region).Word(tlvs);
}
