using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>What a device waits for. Each state takes a sound frame and says which state comes next.</summary>
internal abstract class DeviceState
{
    /// <summary>How long the state waits before it is told that nothing came; null for ever.</summary>
    public virtual TimeSpan? Patience => null;

    /// <summary>Whether the next frame must be a piece of data.</summary>
    public virtual bool ExpectsData => false;

    /// <summary>Takes a frame that arrived whole.</summary>
    public abstract DeviceState Take(Frame frame);

    /// <summary>Told that nothing came within its patience.</summary>
    public virtual DeviceState HearNothing() => this;

    /// <summary>Told when everything that was to be said has left.</summary>
    public virtual DeviceState Said() => this;
}
