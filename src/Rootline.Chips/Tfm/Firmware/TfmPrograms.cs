using Rootline.Chips.Cpu;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The programs of a device, each knowing the one that it starts.</summary>
internal sealed class TfmPrograms
{
    /// <summary>Lays them out.</summary>
    /// <param name="state">The device.</param>
    public TfmPrograms(TfmState state)
    {
        NonSecure = new(state);
        Secure = new(state, NonSecure);
        Bundle = state.Build.PollsForBundle ? new(state) : null;
        Loader = new(state, Secure, Bundle);
        if (!state.Build.HasBl1)
            return;
        Bl12 = new(state, Loader);
        Bl11 = new(state, Bl12);
    }

    /// <summary>The boot loader.</summary>
    public LoaderProgram Loader { get; }

    /// <summary>The code that bundles bring along; null for a build that does not wait for one.</summary>
    public BundleProgram? Bundle { get; }

    /// <summary>The first program of a device with BL1; null on others.</summary>
    public Bl11Program? Bl11 { get; }

    /// <summary>The second; null on devices without BL1.</summary>
    public Bl12Program? Bl12 { get; }

    /// <summary>Where the device starts.</summary>
    public EntryPoint First => Bl11?.Main ?? Loader.Main;

    /// <summary>All functions.</summary>
    public IEnumerable<EntryPoint> Functions => Layouts.SelectMany(l => l.Functions);

    private IEnumerable<FirmwareLayout> Layouts => ((FirmwareLayout?[])[Loader.Layout, Secure.Layout, NonSecure.Layout, Bundle?.Layout, Bl11?.Layout, Bl12?.Layout]).OfType<FirmwareLayout>();

    /// <summary>The secure image.</summary>
    public SecureProgram Secure { get; }

    /// <summary>The non-secure image.</summary>
    public NonSecureProgram NonSecure { get; }
}
