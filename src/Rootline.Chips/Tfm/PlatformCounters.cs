using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// The counters of a TF-M platform: those of boot and of the non-secure side are bits in one-time memory, those of protected storage
/// are words beside it. None ever falls. Source: tfm-provisioning section 3.3.
/// </summary>
/// <param name="otp">One-time memory.</param>
/// <param name="storage">The counters of protected storage; null where a platform has none.</param>
public sealed class PlatformCounters(OtpHal otp, IStorageCounters? storage)
{
    /// <summary>Reads a counter.</summary>
    /// <param name="id">The counter.</param>
    /// <param name="value">Its value when the result is success; else 0.</param>
    public PlatformError Read(NvCounterId id, out uint value)
    {
        value = 0;
        if (id <= NvCounterId.Ps2)
            return storage?.ReadCounter((int)id, out value) ?? PlatformError.Unsupported;
        if (ElementOf(id) is not { } element)
            return PlatformError.Unsupported;
        if (otp.LengthOf(element, out int length) is not PlatformError.Success and var unsupported)
            return unsupported;
        var bits = new byte[length];
        var error = otp.Read(element, bits);
        value = NvCounter.Read(bits);
        return error;
    }

    /// <summary>Sets a counter, reads it back and compares.</summary>
    /// <param name="id">The counter.</param>
    /// <param name="value">The value.</param>
    /// <returns>
    /// Success; <see cref="PlatformError.InvalidInput"/> for a lower value; <see cref="PlatformError.MaxValue"/> when there are not as
    /// many bits, or a word is at its end; <see cref="PlatformError.SystemError"/> when it reads back as another.
    /// </returns>
    public PlatformError RaiseForEver(NvCounterId id, uint value)
    {
        var error = id <= NvCounterId.Ps2 ? RaiseWord((int)id, value) : RaiseBits(id, value);
        if (error != PlatformError.Success)
            return error;
        error = Read(id, out uint found);
        return error == PlatformError.Success && found != value ? PlatformError.SystemError : error;
    }

    /// <summary>Sets a counter to its next value.</summary>
    /// <param name="id">The counter.</param>
    public PlatformError IncrementForEver(NvCounterId id)
    {
        if (Read(id, out uint value) is not PlatformError.Success and var error)
            return error;
        return value == uint.MaxValue ? PlatformError.MaxValue : RaiseForEver(id, value + 1);
    }

    private PlatformError RaiseWord(int index, uint value)
    {
        if (storage is null)
            return PlatformError.Unsupported;
        if (storage.ReadCounter(index, out uint old) is not PlatformError.Success and var error)
            return error;
        if (old == uint.MaxValue)
            return PlatformError.MaxValue;
        return old > value ? PlatformError.InvalidInput : storage.RaiseCounterForEver(index, value);
    }

    private PlatformError RaiseBits(NvCounterId id, uint value)
    {
        if (ElementOf(id) is not { } element)
            return PlatformError.Unsupported;
        if (otp.LengthOf(element, out int length) is not PlatformError.Success and var unsupported)
            return unsupported;
        return NvCounter.Write(value, length) is { } bits ? otp.WriteForEver(element, bits) : PlatformError.MaxValue;
    }

    private static OtpElement? ElementOf(NvCounterId id) => id switch
    {
        >= NvCounterId.Bl20 and <= NvCounterId.Bl23 => OtpElement.Bl2NvCounter0 + (id - NvCounterId.Bl20),
        NvCounterId.Bl10 => OtpElement.Bl1NvCounter0,
        >= NvCounterId.Ns0 and <= NvCounterId.Ns2 => OtpElement.NsNvCounter0 + (id - NvCounterId.Ns0),
        _ => null,
    };
}
