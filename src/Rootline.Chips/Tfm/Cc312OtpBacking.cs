using System.Buffers.Binary;
using System.Numerics;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// One-time memory in the fuses of CryptoCell-312. Beside each asset stands how many of its bits are zero, written first: bits only
/// rise, so an asset that is changed later does not fit its count, and a secured device does not start. The life cycle is a register
/// that the hardware computes at power-on: burning it sets flags and resets the chip, and the new state comes with the next power-on.
/// Source: tfm-provisioning section 7.
/// </summary>
public sealed class Cc312OtpBacking : IOtpBacking
{
    private readonly Cc312Fuses _fuses;
    private readonly Action _reset;
    private readonly OtpElement[] _checked;
    private bool _isResetDue;

    /// <summary>Powers the memory on: the life cycle is computed now.</summary>
    /// <param name="fuses">The fuses.</param>
    /// <param name="reset">The chip's own reset, which the burning of a life cycle ends with; it does not return on a real chip.</param>
    /// <param name="images">How many images BL2 knows: so many of its keys are checked.</param>
    /// <param name="hasKeyId">Whether the attestation key's name is checked.</param>
    public Cc312OtpBacking(Cc312Fuses fuses, Action reset, int images = 2, bool hasKeyId = false)
    {
        (_fuses, _reset) = (fuses, reset);
        _checked =
        [
            OtpElement.BootSeed, OtpElement.ImplementationId, OtpElement.CertificationReference, OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition,
            OtpElement.IakLength, OtpElement.IakType, .. hasKeyId ? (OtpElement[])[OtpElement.IakId] : [],
            .. Enumerable.Range(0, images).Select(i => OtpElement.Bl2Rotpk0 + i),
        ];
        Lifecycle = Computed;
    }

    /// <summary>The register: the state of the last power-on.</summary>
    public Cc312Lifecycle Lifecycle { get; }

    /// <summary>Whether a burned state waits for a power-on. A warm reset does not bring it.</summary>
    public bool NeedsPowerCycle => Computed != Lifecycle;

    /// <summary>Whether a life cycle was burned, upon which the chip resets itself; told once.</summary>
    public bool TakeReset()
    {
        bool isDue = _isResetDue;
        _isResetDue = false;
        return isDue;
    }

    /// <summary>Whether an element has as many zero bits as was burned for it; true for what has no count, and for one that is blank.</summary>
    /// <param name="element">An element that this memory has.</param>
    public bool FitsCount(OtpElement element)
    {
        if (Cc312Layout.ZeroCountOf(element) is null)
            return true;
        var (burned, zeros) = Counts(element);
        return burned == zeros || (burned == 0 && zeros == Cc312Layout.Find(element)!.Length * 8);
    }

    /// <inheritdoc/>
    public PlatformError Open()
    {
        if (!_fuses.IsLargeEnough)
            return PlatformError.SystemError;
        return Lifecycle != Cc312Lifecycle.Secure || _checked.All(IsUntouched) ? PlatformError.Success : PlatformError.SystemError;
    }

    /// <inheritdoc/>
    public int? LengthOf(OtpElement element) => element == OtpElement.Lcs ? sizeof(uint) : Cc312Layout.Find(element)?.Length;

    /// <inheritdoc/>
    public PlatformError Read(OtpElement element, Span<byte> destination)
    {
        if (element == OtpElement.Lcs)
        {
            Span<byte> word = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(word, Mapped.ToOtpWord()!.Value);
            word[..destination.Length].CopyTo(destination);
            return PlatformError.Success;
        }

        _fuses.Read(Cc312Layout.Find(element)!.Offset, destination);
        return PlatformError.Success;
    }

    /// <inheritdoc/>
    public PlatformError BurnForEver(OtpElement element, ReadOnlySpan<byte> value)
    {
        if (element == OtpElement.Lcs)
            return value.Length == sizeof(uint) ? BurnLifecycle(BinaryPrimitives.ReadUInt32LittleEndian(value)) : PlatformError.InvalidInput;
        var field = Cc312Layout.Find(element)!;
        if (Cc312Layout.ZeroCountOf(element) is { } place)
        {
            var whole = new byte[field.Length];
            _fuses.Read(field.Offset, whole);
            value.CopyTo(whole);
            if (!BurnCount(place, ZeroBits(whole)))
                return PlatformError.InvalidInput;
        }

        _fuses.BurnForEver(field.Offset, value);
        return PlatformError.Success;
    }

    /// <summary>Takes a secure chip out of use: sets the RMA flags. The state comes with the next power-on.</summary>
    /// <returns>Success, or <see cref="PlatformError.InvalidInput"/> in another state.</returns>
    public PlatformError ReturnForEver()
    {
        if (Lifecycle != Cc312Lifecycle.Secure)
            return PlatformError.InvalidInput;
        _fuses.BurnForEver(Cc312Layout.RmaFlags, [0xFF]);
        return PlatformError.Success;
    }

    private TfmLifecycle Mapped => Lifecycle switch
    {
        Cc312Lifecycle.ChipManufacturer => TfmLifecycle.AssemblyAndTest,
        Cc312Lifecycle.DeviceManufacturer => TfmLifecycle.PsaRotProvisioning,
        Cc312Lifecycle.Secure => TfmLifecycle.Secured,
        _ => TfmLifecycle.Decommissioned,
    };

    // What the hardware makes of its flags: each stage is left when every key of it has a count or is marked as not used.
    private Cc312Lifecycle Computed
    {
        get
        {
            Span<byte> icv = stackalloc byte[4];
            Span<byte> oem = stackalloc byte[4];
            _fuses.Read(Cc312Layout.IcvFlags, icv);
            _fuses.Read(Cc312Layout.OemFlags, oem);
            if (oem[3] != 0)
                return Cc312Lifecycle.Returned;
            if (icv.Contains((byte)0))
                return Cc312Lifecycle.ChipManufacturer;
            return oem[..3].Contains((byte)0) ? Cc312Lifecycle.DeviceManufacturer : Cc312Lifecycle.Secure;
        }
    }

    private PlatformError BurnLifecycle(uint word)
    {
        var (flags, unused) = (Lifecycle, TfmLifecycles.FromOtpWord(word)) switch
        {
            (Cc312Lifecycle.ChipManufacturer, TfmLifecycle.PsaRotProvisioning) => (Cc312Layout.IcvFlags, 3),
            (Cc312Lifecycle.DeviceManufacturer, TfmLifecycle.Secured) => (Cc312Layout.OemFlags, 2),
            _ => (0, 0),
        };
        Span<byte> count = stackalloc byte[1];
        if (unused > 0)
            _fuses.Read(flags, count);
        if (count[0] == 0)
            return PlatformError.InvalidInput; // no such step, or the key of this stage is not there
        for (int key = 1; key <= unused; key++)
            _fuses.BurnForEver(flags + key, [Cc312Layout.NotUsed]);
        _isResetDue = true;
        _reset();
        return PlatformError.Success;
    }

    // A key without a zero bit would look as if it were not there, one of zeros alone does not fit a byte.
    private bool BurnCount(OtpField place, int count)
    {
        if (place.Length == 1 && count is 0 or > byte.MaxValue)
            return false;
        Span<byte> wanted = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(wanted, (ushort)count);
        wanted = wanted[..place.Length];
        Span<byte> old = stackalloc byte[place.Length];
        _fuses.Read(place.Offset, old);
        for (int i = 0; i < old.Length; i++)
        {
            if ((old[i] | wanted[i]) != wanted[i])
                return false;
        }

        _fuses.BurnForEver(place.Offset, wanted);
        return true;
    }

    private bool IsUntouched(OtpElement element)
    {
        var (burned, zeros) = Counts(element);
        return burned == zeros;
    }

    // How many zero bits were burned for an element, and how many it has.
    private (int Burned, int Zeros) Counts(OtpElement element)
    {
        var field = Cc312Layout.Find(element)!;
        var place = Cc312Layout.ZeroCountOf(element)!;
        var value = new byte[field.Length];
        Span<byte> count = stackalloc byte[2];
        count.Clear();
        _fuses.Read(field.Offset, value);
        _fuses.Read(place.Offset, count[..place.Length]);
        return (BinaryPrimitives.ReadUInt16LittleEndian(count), ZeroBits(value));
    }

    private static int ZeroBits(ReadOnlySpan<byte> value)
    {
        int set = 0;
        foreach (byte b in value)
            set += BitOperations.PopCount(b);
        return (value.Length * 8) - set;
    }
}
