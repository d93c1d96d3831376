namespace Rootline.Links.Decorators;

/// <summary>A direction on the line between a host and a device.</summary>
public enum WireDirection
{
    /// <summary>From the host to the device.</summary>
    ToDevice,

    /// <summary>From the device to the host.</summary>
    ToHost,
}
