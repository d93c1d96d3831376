namespace Rootline.Core.Faults;

/// <summary>How the program ends. The numbers are a promise to scripts.</summary>
public enum ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    Done = 0,

    /// <summary>A defect in Rootline.</summary>
    Internal = 1,

    /// <summary>Usage, configuration or an unusable input file.</summary>
    Operator = 2,

    /// <summary>The evidence under judgement (log, token, image, certificate) is rejected.</summary>
    Evidence = 3,

    /// <summary>The card refused or failed.</summary>
    Card = 4,

    /// <summary>The device refused or failed.</summary>
    Device = 5,

    /// <summary>The station failed: ports, disk, database.</summary>
    Station = 6,

    /// <summary>A peer failed: registry, HSM module, debug server.</summary>
    Peer = 7,

    /// <summary>Interrupted by the operator (128 + SIGINT).</summary>
    Interrupted = 130,
}
