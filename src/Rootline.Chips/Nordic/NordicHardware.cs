using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>What firmware finds of an nRF53 or nRF91 part with power: cores, key unit, keys, access ports.</summary>
public abstract class NordicHardware
{
    private protected NordicHardware(NordicMedia media, PowerDomain power, EntropySource entropy)
    {
        (Part, DeviceId, Entropy) = (media.Part, media.DeviceId, entropy);
        Application = NordicCore.On("application", Part.Memory, (media.Flash, media.Uicr), power);
        if (Part.NetworkCore is { } network)
            Network = NordicCore.On("network", network.Memory, (media.NetworkFlash!, media.NetworkUicr!), power);
        Keys = new(Part, Application.Uicr);
        UniqueKeys = new(Part, Keys);
        IdentityKeys = new(Keys, UniqueKeys);
        Port = new(Part, Application, Network);
    }

    /// <summary>The part.</summary>
    public NordicPart Part { get; }

    /// <summary>The device identifier, 8 bytes.</summary>
    public ReadOnlyMemory<byte> DeviceId { get; }

    /// <summary>The part's random source.</summary>
    public EntropySource Entropy { get; }

    /// <summary>The application core.</summary>
    public NordicCore Application { get; }

    /// <summary>The network core, or null.</summary>
    public NordicCore? Network { get; }

    /// <summary>The key management unit.</summary>
    public KeyUnit Keys { get; }

    /// <summary>The unique keys.</summary>
    public UniqueKeys UniqueKeys { get; }

    /// <summary>The identity key.</summary>
    public IdentityKeys IdentityKeys { get; }

    /// <summary>The access port of a debugger.</summary>
    public AccessPort Port { get; }

    /// <summary>Makes the token that the application prints when it runs; null for an application that prints none.</summary>
    public ITokenSource? Tokens { get; init; }

    /// <summary>The storage library over the provision area that a firmware was built with.</summary>
    /// <param name="provisionAddress">PM_PROVISION_ADDRESS.</param>
    /// <param name="layout">The order of its struct; that of version 2 unless it is given.</param>
    public BootStorage Storage(uint provisionAddress, ProvisionLayout? layout = null) =>
        new(Application.Uicr, provisionAddress - Part.Uicr.Base, layout ?? ProvisionLayout.Ncs2);
}
