namespace Rootline.Core.Faults;

/// <summary>Who is at fault, so that the person reading an error knows whom to call.</summary>
public enum Party
{
    /// <summary>Rootline itself: a defect.</summary>
    Internal,

    /// <summary>The person at the keyboard: usage, configuration, a choice that was not made.</summary>
    Operator,

    /// <summary>The station: ports, disk, database.</summary>
    Station,

    /// <summary>The card that holds quota and secrets.</summary>
    Card,

    /// <summary>The chip that is being provisioned.</summary>
    Device,

    /// <summary>A program or service on the other side: registry, HSM module, debug server.</summary>
    Peer,

    /// <summary>A file that cannot be used.</summary>
    File,
}
