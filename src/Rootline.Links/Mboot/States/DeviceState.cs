using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>What a device waits for. Each state takes a sound frame and says which state comes next.</summary>
internal abstract class DeviceState
{
    /// <summary>Takes a frame that arrived whole.</summary>
    public abstract DeviceState Take(Frame frame);

    /// <summary>Told when everything that was to be said has left.</summary>
    public virtual DeviceState Said() => this;
}
