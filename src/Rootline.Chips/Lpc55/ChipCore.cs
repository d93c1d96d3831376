using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips.Lpc55;

/// <summary>What ROM and firmware of one chip share: its birth, its flash and what lies in it, its RAM.</summary>
public sealed class ChipCore
{
    /// <summary>Puts a chip together from its media.</summary>
    /// <param name="profile">The memory map.</param>
    /// <param name="birth">What the vendor put into it; the chip's from now on.</param>
    /// <param name="store">The flash's content.</param>
    /// <param name="environment">Power, randomness and switches.</param>
    public ChipCore(ChipProfile profile, ChipBirth birth, IByteStore store, ChipEnvironment environment)
    {
        (Profile, Birth, Environment) = (profile, birth, environment);
        Flash = new ChipFlash(new FlashMedium("flash", profile.Flash, store, environment.Power));
        Pfr = new PfrStore(Flash, profile);
        Keys = new KeyStore(Flash, profile.KeyStore);
        OneTime = new OneTimeStore(Flash, profile.KeyStore + ChipProfile.PageLength);
        Session = new SessionStore(Flash, profile.Session);
        Ram = new ChipRam(profile.Ram);
    }

    /// <summary>The memory map.</summary>
    public ChipProfile Profile { get; }

    /// <summary>What the vendor put into the chip.</summary>
    public ChipBirth Birth { get; }

    /// <summary>Power, randomness and switches.</summary>
    public ChipEnvironment Environment { get; }

    /// <summary>The flash.</summary>
    public ChipFlash Flash { get; }

    /// <summary>The protected pages.</summary>
    public PfrStore Pfr { get; }

    /// <summary>The key store.</summary>
    public KeyStore Keys { get; }

    /// <summary>The one-time words, in the two pages after the key store.</summary>
    public OneTimeStore OneTime { get; }

    /// <summary>The provisioning session.</summary>
    public SessionStore Session { get; }

    /// <summary>The RAM; a power-on makes a new one, a reset keeps it.</summary>
    public ChipRam Ram { get; }

    /// <summary>The head of a program that is started at an address in RAM or flash; null when it lies in neither or cannot be read.</summary>
    /// <param name="address">An address.</param>
    /// <param name="length">Length of the head in bytes.</param>
    public byte[]? ProgramAt(uint address, int length)
    {
        if (Ram.TryGet(address, (uint)length, out var ram))
            return ram.ToArray();
        return Profile.IsApplication(address, length) ? Flash.Read(FlashOffset(address), length) : null;
    }

    /// <summary>The flash offset of an address, which may be its secure alias; -1 when it is not in the flash.</summary>
    /// <param name="address">An address.</param>
    public int FlashOffset(uint address)
    {
        uint plain = address & ~ChipProfile.SecureAlias;
        return plain < Profile.Flash.Size ? (int)plain : -1;
    }
}

/// <summary>What a chip gets from outside.</summary>
/// <param name="Power">Its power domain.</param>
/// <param name="Entropy">Its random generator.</param>
public sealed record ChipEnvironment(PowerDomain Power, EntropySource Entropy)
{
    /// <summary>
    /// Whether a blank chip takes any structurally sound SB2.1 file unopened as a stand-in for the provisioning firmware.
    /// For tests with sample data; every output says so.
    /// </summary>
    public bool AnyProvisioningFirmware { get; init; }
}
