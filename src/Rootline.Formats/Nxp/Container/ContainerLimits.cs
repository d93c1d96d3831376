namespace Rootline.Formats.Nxp.Container;

/// <summary>Named limits of the container parser.</summary>
public static class ContainerLimits
{
    /// <summary>Most entries in a container, the authentication entry not counted: thousands of empty entries must not cost memory and time.</summary>
    public const int Entries = 64;
}
