namespace Rootline.Formats.Gdb;

/// <summary>Why a target stopped, as the number of a signal. Others occur and are kept as they are.</summary>
public enum StopSignal : byte
{
    /// <summary>It was asked to.</summary>
    Interrupt = 2,

    /// <summary>It met no instruction.</summary>
    IllegalInstruction = 4,

    /// <summary>A breakpoint or the end of a step.</summary>
    Trap = 5,

    /// <summary>It touched memory that is not there or not allowed.</summary>
    MemoryFault = 11,
}
