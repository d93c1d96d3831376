namespace Rootline.Chips.Nordic;

/// <summary>What a core does after a reset.</summary>
public enum CoreState
{
    /// <summary>There is nothing to run: the start of its flash is erased or holds nothing that can run.</summary>
    NoFirmware,

    /// <summary>The firmware ended and idles.</summary>
    Ended,

    /// <summary>The application runs.</summary>
    Running,

    /// <summary>The firmware asks for a reset of the whole part.</summary>
    WantsReset,

    /// <summary>The firmware panicked and stands still.</summary>
    Halted,

    /// <summary>The firmware panics, resets, and will do so again.</summary>
    ResetLoop,
}
