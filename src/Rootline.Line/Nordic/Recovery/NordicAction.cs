namespace Rootline.Line.Nordic.Recovery;

/// <summary>What the station does next.</summary>
public enum NordicAction
{
    /// <summary>Run the provisioning image.</summary>
    Provision,

    /// <summary>The keys are there: go on with TF-M.</summary>
    GoOn,

    /// <summary>The part was closed by this station: only listen.</summary>
    Confirm,

    /// <summary>Erase the part if the operator allowed it for half parts, then provision it.</summary>
    EraseHalf,

    /// <summary>Erase the part if the operator allowed it for closed parts, then provision it.</summary>
    EraseClosed,

    /// <summary>Erase the part if the operator allowed it for provisioned parts, then provision it.</summary>
    EraseProvisioned,

    /// <summary>As <see cref="EraseProvisioned"/>, for a part that this station recorded as done.</summary>
    EraseDone,
}
