namespace Rootline.Formats.Nxp.Mboot;

/// <summary>What the cloud provisioning agent is asked for (<see cref="EdgeLock2GoCommand"/>).</summary>
public enum EdgeLock2GoOperation : uint
{
    /// <summary>Its version.</summary>
    Version = 1,

    /// <summary>To close the device. Cannot be undone.</summary>
    CloseDevice = 2,
}
