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
    }

    /// <summary>The boot loader.</summary>
    public LoaderProgram Loader { get; }

    /// <summary>The code that bundles bring along; null for a build that does not wait for one.</summary>
    public BundleProgram? Bundle { get; }

    /// <summary>All functions.</summary>
    public IEnumerable<EntryPoint> Functions => Layouts.SelectMany(l => l.Functions);

    private IEnumerable<FirmwareLayout> Layouts => ((FirmwareLayout?[])[Loader.Layout, Secure.Layout, NonSecure.Layout, Bundle?.Layout]).OfType<FirmwareLayout>();

    /// <summary>The secure image.</summary>
    public SecureProgram Secure { get; }

    /// <summary>The non-secure image.</summary>
    public NonSecureProgram NonSecure { get; }
}
