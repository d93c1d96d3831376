using System.Buffers.Binary;
using Rootline.Chips.Cpu;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// The platform service's two functions on counters, as the non-secure side calls them: it reaches its own counters alone, by their
/// index from 0. Results: 0 success, 1 system error. Source: tfm-provisioning section 3.3.
/// </summary>
/// <param name="state">The device.</param>
internal sealed class NonSecureCounters(TfmState state)
{
    private const uint Success = 0;
    private const uint SystemError = 1;

    /// <summary>Index; counts one on, for ever.</summary>
    /// <param name="call">The call.</param>
    public uint Increment(CpuCall call) =>
        IdOf(call.Argument(0)) is { } id && state.Counters.IncrementForEver(id) == PlatformError.Success ? Success : SystemError;

    /// <summary>Index, bytes that the caller has room for (4), where the value goes, little-endian.</summary>
    /// <param name="call">The call.</param>
    public uint Read(CpuCall call)
    {
        if (IdOf(call.Argument(0)) is not { } id || call.Argument(1) != sizeof(uint) || state.Counters.Read(id, out uint value) != PlatformError.Success)
            return SystemError;
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        call.Write(call.Argument(2), word);
        return Success;
    }

    private NvCounterId? IdOf(uint index) => index < (uint)state.Build.NonSecureCounters ? NvCounterId.Ns0 + (int)index : null;
}
