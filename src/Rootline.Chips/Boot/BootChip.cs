using Rootline.Chips.Lpc55;
using Rootline.Chips.Tfm;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// A chip as the boot code finds it, with power. Flash is reached here as a programmer or the firmware's update service reaches
/// it; what only the boot code does it does in <see cref="Boot"/>. A power cut ends the object.
/// </summary>
public sealed class BootChip
{
    // All places of image keys are checked in fuses, used or not.
    private const int Rotpks = 4;

    /// <summary>Powers a chip on.</summary>
    /// <param name="profile">Its flash and what lies where.</param>
    /// <param name="flash">Its flash.</param>
    /// <param name="protections">Where its protections stand.</param>
    public BootChip(BootProfile profile, FlashMedium flash, IProtections protections) =>
        (Profile, Machine) = (profile, new(flash, profile.Layout, protections));

    /// <summary>Its flash and what lies where.</summary>
    public BootProfile Profile { get; }

    /// <summary>What the boot code runs on.</summary>
    public BootMachine Machine { get; private set; }

    /// <summary>The option words; null on chips that keep their protections elsewhere.</summary>
    public OptionWords? Options => Machine.Protections as OptionWords;

    /// <summary>Powers a board on: a chip whose protections are option words.</summary>
    /// <param name="profile">The board.</param>
    /// <param name="store">What its flash holds, then its fuses.</param>
    /// <param name="power">The chip's power; fuses compute their life cycle now.</param>
    public static BootChip Board(BootProfile profile, IByteStore store, PowerDomain power)
    {
        long flashEnd = profile.Flash.StoreLength;
        var flash = new FlashMedium("flash", profile.Flash, profile.FuseLength == 0 ? store : new StoreWindow(store, 0, flashEnd), power);
        var board = new BootChip(profile, flash, new OptionWords(new(flash, profile.Layout.Options!.Value)));
        board.Machine = TfmBoard.WithBuild(board.Machine) with
        {
            CryptoCell = profile.FuseLength == 0 ? null : new Cc312OtpBacking(new Cc312Fuses(new StoreWindow(store, flashEnd, profile.FuseLength), power), () => { }, Rotpks),
        };
        return board;
    }

    /// <summary>Powers an LPC55 or MCXN chip on for its boot code.</summary>
    /// <param name="chip">The chip's memory map.</param>
    /// <param name="store">The flash's content.</param>
    /// <param name="power">The chip's power.</param>
    public static BootChip Of(ChipProfile chip, IByteStore store, PowerDomain power)
    {
        var flash = new FlashMedium("flash", chip.Flash, store, power);
        return new(BootProfiles.Of(chip), flash, new PfrProtections(new PfrStore(new ChipFlash(flash), chip)));
    }

    /// <summary>Boots.</summary>
    /// <exception cref="PowerLostException">The power went.</exception>
    public BootOutcome Boot() => new SecureBoot(Machine).Start();

    /// <summary>Programs boot code.</summary>
    /// <param name="code">The boot code.</param>
    public void PutBootCode(BootCode code)
    {
        using var bytes = BootCodeFile.ToBytes(code);
        Write(Profile.Layout.BootCode, bytes.Span, wholeRange: false);
    }

    /// <summary>Programs a slot; what was there is erased.</summary>
    /// <param name="image">The image's index.</param>
    /// <param name="isSecondary">Which of its slots.</param>
    /// <param name="file">The image, padded or not.</param>
    public void PutImage(int image, bool isSecondary, ReadOnlySpan<byte> file)
    {
        if (image < 0 || image >= Profile.Layout.Images.Count)
            throw ChipFaults.DoesNotFit.Exception($"{Profile.Name} has slots for {Profile.Layout.Images.Count} images; there is no image {image}");
        var pair = Profile.Layout.Images[image];
        Write(isSecondary ? pair.Secondary : pair.Primary, file, wholeRange: true);
    }

    /// <summary>Asks for an update: writes the magic into the trailer of a secondary slot, as the firmware does.</summary>
    /// <param name="image">The image's index.</param>
    public void RequestUpdate(int image)
    {
        var slot = Machine.Region(Profile.Layout.Images[image].Secondary);
        var trailer = new SlotTrailer(slot, Profile.MaxAlign);
        if (trailer.Magic != TrailerState.Unset)
            return;
        int unit = Profile.Flash.ProgramUnit;
        int start = (slot.Length - SlotTrailer.MagicLength) / unit * unit;
        var block = new byte[slot.Length - start];
        slot.TryRead(start, block);
        SlotTrailer.MagicBytes(Profile.MaxAlign).CopyTo(block.AsSpan(block.Length - SlotTrailer.MagicLength));
        slot.Program(start, block);
    }

    private void Write(FlashRange range, ReadOnlySpan<byte> content, bool wholeRange)
    {
        if (content.Length > range.Length)
            throw ChipFaults.DoesNotFit.Exception($"{content.Length} bytes do not fit into {range.Length}");
        var region = Machine.Region(range);
        region.Erase(0, wholeRange ? range.Length : content.Length);
        int used = content.LastIndexOfAnyExcept(Profile.Flash.ErasedValue) + 1;
        int tail = Math.Max(0, content.Length - Profile.Flash.SectorSize);
        int body = wholeRange && content.Length == range.Length ? 1 + content[..tail].LastIndexOfAnyExcept(Profile.Flash.ErasedValue) : used;
        region.Program(0, content[..body]);
        if (body < used)
            Trailer(region, content, Math.Max(tail, body));
    }

    // Padding stays erased, as a programmer leaves it: only the units of the trailer that say something are programmed.
    private static void Trailer(FlashRegion region, ReadOnlySpan<byte> content, int from)
    {
        int unit = Math.Max(region.Geometry.ProgramUnit, SlotTrailer.MagicLength);
        for (int at = from / unit * unit; at < content.Length; at += unit)
        {
            var part = content.Slice(at, Math.Min(unit, content.Length - at));
            if (part.ContainsAnyExcept(region.Geometry.ErasedValue))
                region.Program(at, part);
        }
    }
}
