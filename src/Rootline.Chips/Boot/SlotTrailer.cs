using System.Buffers.Binary;
using Rootline.Core.Bytes;

namespace Rootline.Chips.Boot;

/// <summary>The fields at the end of a slot that ask for an update. Source: mcuboot-boot-and-update section 2.</summary>
internal sealed class SlotTrailer(FlashRegion slot, int maxAlign)
{
    /// <summary>Length of the magic in bytes.</summary>
    public const int MagicLength = 16;

    private static readonly byte[] MagicOf8 = Convert.FromHexString("77c295f360d2ef7f3552500f2cb67980");
    private static readonly byte[] MagicTail = Convert.FromHexString("2de15d29410b8d77679c110f1f8a");

    /// <summary>Where the image-ok field stands.</summary>
    public int ImageOkOffset => slot.Length - Alignment.Up(MagicLength, maxAlign) - maxAlign;

    /// <summary>Where the swap info stands: images of the modes without status end before it.</summary>
    public int SwapInfoOffset => ImageOkOffset - (2 * maxAlign);

    /// <summary>The magic.</summary>
    public TrailerState Magic
    {
        get
        {
            Span<byte> found = stackalloc byte[MagicLength];
            int at = slot.Length - MagicLength;
            if (!slot.TryRead(at, found))
                return TrailerState.Bad;
            if (found.SequenceEqual(MagicBytes(maxAlign)))
                return TrailerState.Good;
            return slot.IsErased(at, MagicLength) ? TrailerState.Unset : TrailerState.Bad;
        }
    }

    /// <summary>The image-ok field: <see cref="TrailerState.Good"/> when it is set.</summary>
    public TrailerState ImageOk
    {
        get
        {
            Span<byte> found = stackalloc byte[1];
            if (!slot.TryRead(ImageOkOffset, found))
                return TrailerState.Bad;
            if (found[0] == 1)
                return TrailerState.Good;
            return found[0] == slot.Geometry.ErasedValue ? TrailerState.Unset : TrailerState.Bad;
        }
    }

    /// <summary>The magic of an alignment.</summary>
    /// <param name="maxAlign">8, 16 or 32.</param>
    public static byte[] MagicBytes(int maxAlign)
    {
        if (maxAlign == 8)
            return MagicOf8;
        byte[] magic = [0, 0, .. MagicTail];
        BinaryPrimitives.WriteUInt16LittleEndian(magic, (ushort)maxAlign);
        return magic;
    }

    /// <summary>The text of a state in the boot log.</summary>
    /// <param name="state">The state.</param>
    public static string NameOf(TrailerState state) => state switch
    {
        TrailerState.Good => "good",
        TrailerState.Unset => "unset",
        _ => "bad",
    };
}

/// <summary>What a field of a trailer says.</summary>
internal enum TrailerState
{
    /// <summary>It is as it must be: the magic, or 1.</summary>
    Good,

    /// <summary>Anything else, or unreadable.</summary>
    Bad,

    /// <summary>Erased.</summary>
    Unset,
}
