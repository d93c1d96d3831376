using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>Faults of provisioning a device whose life cycle stands in a CryptoCell-312.</summary>
public static class CryptoCellFaults
{
    /// <summary>The device resets itself where another one returns.</summary>
    public static readonly FaultCode Resets = new(
        "tfm-resets-itself", Party.Operator, "the device reset itself in the middle of its provisioning: its life cycle stands in hardware, CryptoCell-312 as it seems", "run again with the same bundle and --cryptocell-312: it goes on where it stopped");

    /// <summary>The device does not reset itself.</summary>
    public static readonly FaultCode NoReset = new(
        "tfm-no-reset", Party.Operator, "the device went on without resetting itself: its life cycle does not stand in a CryptoCell-312", "run again with the same bundle and without --cryptocell-312: it goes on where it stopped");

    /// <summary>The power was not taken away.</summary>
    public static readonly FaultCode NotCycled = new(
        "tfm-power-not-cycled", Party.Operator, "the device shows the life cycle of before: its power was not taken away", "take the power of the chip itself away, the debugger's too, then run again with the same bundle: it goes on where it stopped");
}
