namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The three programs of a device, each knowing the one that it starts.</summary>
internal sealed class TfmPrograms
{
    /// <summary>Lays them out.</summary>
    /// <param name="state">The device.</param>
    public TfmPrograms(TfmState state)
    {
        NonSecure = new(state);
        Secure = new(state, NonSecure);
        Loader = new(state, Secure);
    }

    /// <summary>The boot loader.</summary>
    public LoaderProgram Loader { get; }

    /// <summary>The secure image.</summary>
    public SecureProgram Secure { get; }

    /// <summary>The non-secure image.</summary>
    public NonSecureProgram NonSecure { get; }
}
