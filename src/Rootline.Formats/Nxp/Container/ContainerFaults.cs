using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Container;

/// <summary>Faults of a TP data container.</summary>
public static class ContainerFaults
{
    private const string CheckSource = "check that the file or message is complete and of the right kind; it is not used";

    /// <summary>The first bytes are not those of a container.</summary>
    public static readonly FaultCode Header = new(
        "container-header", Party.File, "the header of a TP data container is wrong", CheckSource);

    /// <summary>Sizes in the container contradict its length.</summary>
    public static readonly FaultCode Size = new(
        "container-size", Party.File, "sizes in a TP data container contradict its length", CheckSource);

    /// <summary>An entry is malformed.</summary>
    public static readonly FaultCode Entry = new(
        "container-entry", Party.File, "an entry of a TP data container is malformed", CheckSource);

    /// <summary>The authentication entry is missing, doubled, not last or of an unusable type.</summary>
    public static readonly FaultCode Authentication = new(
        "container-authentication", Party.File, "the authentication entry of a TP data container is missing or unusable", CheckSource);

    /// <summary>An entry that this kind of message needs is missing, doubled, superfluous or of the wrong length.</summary>
    public static readonly FaultCode Content = new(
        "container-content", Party.File, "a TP data container does not hold what this kind of message holds", CheckSource);
}
