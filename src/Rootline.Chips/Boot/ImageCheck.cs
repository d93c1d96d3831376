using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// The first check of an image: the reference loader's rules in the reference's order, each with its name, without the
/// reference's holes. <see cref="HandOverCheck"/> is the second one, in another form. Source: mcuboot-image section 7.
/// </summary>
/// <param name="state">Boot code, one-time memory.</param>
/// <param name="place">The image.</param>
internal sealed class ImageCheck(LoaderState state, SlotImage place)
{
    private readonly byte[] _head = new byte[ImageHeader.Length];
    private ImageHeader? _header;
    private ImageTlvs? _tlvs;
    private Secret? _contentKey;
    private byte[] _digest = [];
    private long _counter = -1;

    /// <summary>Judges the image.</summary>
    public CheckedImage Judge()
    {
        try
        {
            var refusal = Header() ?? Tlvs() ?? Room() ?? TlvPlaces.Judge(_tlvs!, state.Code.Demands(BootRuleSet.AllowList)) ?? ContentKey()
                ?? Digest() ?? SignaturePairs.Judge(state.Code, _tlvs!) ?? Signatures() ?? Counter() ?? Uuids() ?? Bootable();
            var verdict = new CheckedImage { Refusal = refusal, Header = _header, Tlvs = _tlvs, Digest = _digest, Counter = _counter };
            return refusal is null ? verdict with { Ticket = BootTicket.Of(place, _head, _digest, _counter, BootTicket.Sound) } : verdict;
        }
        finally
        {
            _contentKey?.Dispose();
        }
    }

    private bool IsOpened => place.IsSecondary && (_header!.Flags & ImageFlags.Encrypted) != 0;

    private BootRefusal? Header()
    {
        if (!place.Slot.TryRead(0, _head))
            return new(BootRules.Read, "the header cannot be read");
        if (!_head.AsSpan().ContainsAnyExcept(place.Slot.Geometry.ErasedValue))
            return new(BootRules.NoImage, "the slot is erased");
        if (!ImageHeader.Parse(_head).Try(out var header, out var fault))
            return new(BootRules.Header, fault.What);
        if (header.HashedSize >= place.Slot.Length)
            return new(BootRules.Header, $"the header announces {header.HashedSize} bytes; the slot has {place.Slot.Length}");
        if ((header.Flags & ImageFlags.Encrypted) != 0 && state.Code.ContentKeyTlv is null)
            return new(BootRules.Header, "the image is encrypted; this device opens none");
        if ((header.Flags & ImageFlags.Encrypted) == ImageFlags.Encrypted)
            return new(BootRules.Header, "both encryption flags are set");
        if ((header.Flags & (ImageFlags.Compressed | ImageFlags.CompressedArmThumb)) != 0)
            return new(BootRules.Header, "the image is compressed; this device unpacks none");
        _header = header;
        return null;
    }

    private BootRefusal? Tlvs()
    {
        int at = (int)_header!.TlvOffset;
        var tail = new byte[Math.Min(ImageTlvs.MaxLength, place.Slot.Length - at)];
        if (!TryReadTail(at, ref tail))
            return new(BootRules.Read, "the areas of TLVs cannot be read");
        return ImageTlvs.Parse(tail, _header.ProtectedSize).Try(out _tlvs, out var fault) ? null : new(BootRules.Tlv, fault.What);
    }

    // The info headers say how much there is to read: what lies behind it may be torn.
    private bool TryReadTail(int at, ref byte[] tail)
    {
        int covered = _header!.ProtectedSize;
        var info = new byte[TlvArea.InfoLength];
        if (!place.Slot.TryRead(at + covered, info))
            return false;
        int total = TlvArea.LengthOf(info, isProtected: false) ?? TlvArea.InfoLength;
        tail = new byte[Math.Min(tail.Length, covered + total)];
        return place.Slot.TryRead(at, tail);
    }

    private BootRefusal? Room()
    {
        long end = _header!.TlvOffset + _tlvs!.TotalLength;
        int largest = new SlotTrailer(place.Slot, state.Code.MaxAlign).SwapInfoOffset;
        return end <= largest ? null : new(BootRules.Size, $"the image has {end} bytes; the slot takes {largest}");
    }

    private BootRefusal? ContentKey()
    {
        if (!IsOpened)
            return null;
        bool isLong = (_header!.Flags & ImageFlags.EncryptedAes256) != 0;
        if (state.Code.ContentKeyLength != (isLong ? 32 : 16))
            return new(BootRules.ContentKey, "the image is encrypted with a key of another length than this device's");
        _contentKey = ContentKeyOpening.Open(state.Code, _tlvs!);
        return _contentKey is null ? new(BootRules.ContentKey, "the content key is missing or not for this device") : null;
    }

    private BootRefusal? Digest()
    {
        if (ImageContent.Digest(place.Slot, _header!, state.Code.Digest, _contentKey) is not { } computed)
            return new(BootRules.Read, "the image cannot be read");
        _digest = computed;
        if (state.Code.Demands(BootRuleSet.Pure))
            return _tlvs!.Unprotected.Entries.Any(e => e.Type == TlvType.SignaturePure) ? null : new(BootRules.Digest, "it is not signed as an image (SIG_PURE)");
        var claims = _tlvs!.Unprotected.Entries.Where(e => e.Type == state.Code.Digest.Tlv()).ToList();
        if (claims.Count == 0)
            return new(BootRules.Digest, $"there is no {state.Code.Digest.Name()} digest");
        return claims.TrueForAll(c => CryptographicOperations.FixedTimeEquals(c.Value.Span, computed)) ? null : new(BootRules.Digest, "the image has another digest than it says");
    }

    private BootRefusal? Signatures()
    {
        byte[]? whole = state.Code.Demands(BootRuleSet.Pure) ? ImageContent.Whole(place.Slot, _header!, _contentKey) : null;
        var form = state.Code.Demands(BootRuleSet.PaddedSignatures) ? SignatureForm.PaddedWithZeros : SignatureForm.Strict;
        return new SignatureCheck(state, place.Image, (key, signature) => whole is null
            ? ImageSignature.Verify(key, state.Code.Digest, _digest, signature.Span, form)
            : ImageSignature.VerifyPure(key, whole, signature.Span)).Judge(_tlvs!);
    }

    private BootRefusal? Counter()
    {
        var entry = _tlvs!.Protected?.Entries.FirstOrDefault(e => e.Type == TlvType.SecurityCounter);
        if (entry is { Value.Length: not sizeof(uint) })
            return new(BootRules.Rollback, $"a security counter has 4 bytes, not {entry.Value.Length}");
        if (entry is not null)
            _counter = BinaryPrimitives.ReadUInt32LittleEndian(entry.Value.Span);
        if (!state.Code.Demands(BootRuleSet.Rollback))
            return null;
        if (_counter < 0)
            return new(BootRules.Rollback, "there is no security counter that the signature covers");
        uint stored = state.Otp.Counter(place.Image);
        return _counter >= stored ? null : new(BootRules.Rollback, $"its security counter is {_counter}; the device has seen {stored}");
    }

    private BootRefusal? Uuids()
    {
        if (!state.Code.Demands(BootRuleSet.Uuids))
            return null;
        return Uuid(TlvType.VendorId, state.Code.VendorId) ?? Uuid(TlvType.ClassId, state.Code.ClassId);
    }

    private BootRefusal? Uuid(TlvType type, Guid own)
    {
        var entry = _tlvs!.Protected?.Entries.FirstOrDefault(e => e.Type == type);
        return entry is not null && entry.Value.Span.SequenceEqual(own.ToByteArray(bigEndian: true)) ? null : new(BootRules.Uuid, $"{type.Name()} is missing or not this device's");
    }

    private BootRefusal? Bootable()
    {
        if ((_header!.Flags & ImageFlags.NonBootable) != 0)
            return new(BootRules.NotBootable, "the image is not one to be started");
        return state.Code.Mode == UpgradeMode.DirectXip && (_header.Flags & ImageFlags.RomFixed) != 0 && _header.LoadAddress != (uint)place.Slot.Start
            ? new(BootRules.Address, $"it was linked for 0x{_header.LoadAddress:x} and lies at 0x{place.Slot.Start:x}")
            : null;
    }
}
