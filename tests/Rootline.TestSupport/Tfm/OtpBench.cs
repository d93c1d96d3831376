using Rootline.Chips.Tfm;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>One-time memory in a flash of its own, two copies side by side, and twins of it at any moment.</summary>
public sealed class OtpBench
{
    private readonly MemoryStore _store;
    private readonly FlashGeometry _geometry;
    private readonly SwapCountForm _form;
    private readonly FlashMedium _flash;

    private OtpBench(MemoryStore store, FlashGeometry geometry, OtpLayout layout, SwapCountForm form, Cut? cut)
    {
        (_store, _geometry, _form, Layout) = (store, geometry, form, layout);
        Power = new PowerDomain("chip") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        _flash = new FlashMedium("otp", geometry, store, Power);
        int area = geometry.Size / 2;
        Area = new FlashOtpArea(new(_flash, new(0, area)), new(_flash, new(area, area)), layout, form);
        Backing = new FlashOtpBacking(Area);
        Hal = new OtpHal(Backing, layout.Form.Release);
    }

    /// <summary>The flash of mps2-an521: bytes, sectors of 4 KiB, one for each copy.</summary>
    public static FlashGeometry An521 { get; } = new(2 * 4096, 1, 4096, 0xFF, 0);

    /// <summary>The layout.</summary>
    public OtpLayout Layout { get; }

    /// <summary>The chip's power.</summary>
    public PowerDomain Power { get; }

    /// <summary>The two copies.</summary>
    public FlashOtpArea Area { get; }

    /// <summary>The memory behind its functions.</summary>
    public FlashOtpBacking Backing { get; }

    /// <summary>The functions.</summary>
    public OtpHal Hal { get; }

    /// <summary>What the flash holds.</summary>
    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[_geometry.Size];
            _store.Read(0, bytes);
            return Flip(bytes, _geometry);
        }
    }

    /// <summary>Memory over a flash of some content.</summary>
    public static OtpBench Of(ReadOnlySpan<byte> content, OtpLayout layout, SwapCountForm form = SwapCountForm.Whole, FlashGeometry? geometry = null)
    {
        var shape = geometry ?? An521;
        var stored = new byte[shape.StoreLength];
        Flip(content, shape).CopyTo(stored, 0);
        return new(new MemoryStore(stored), shape, layout, form, null);
    }

    /// <summary>Memory over an erased flash.</summary>
    public static OtpBench Erased(OtpLayout layout, SwapCountForm form = SwapCountForm.Whole, FlashGeometry? geometry = null) =>
        new(new MemoryStore((geometry ?? An521).StoreLength), geometry ?? An521, layout, form, null);

    /// <summary>Another chip with the same flash, which loses power at the cut.</summary>
    public OtpBench Twin(Cut? cut = null) => new(_store.Snapshot(), _geometry, Layout, _form, cut);

    private static byte[] Flip(ReadOnlySpan<byte> bytes, FlashGeometry geometry)
    {
        byte[] flipped = bytes.ToArray();
        foreach (ref byte b in flipped.AsSpan())
            b ^= geometry.ErasedValue;
        return flipped;
    }
}
