using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Chips.Nordic.Firmware;

namespace Rootline.Chips.Nordic;

/// <summary>
/// A virtual nRF53 or nRF91 part with power: cores, key unit, access ports, and the firmware that it knows how to behave as. It has no
/// thread: a reset runs firmware until it idles. A power cut ends the object; a new one over the same media is the next power-on.
/// </summary>
public sealed class NordicChip
{
    private const int MostResets = 4;

    /// <summary>Powers a part on; nothing runs before <see cref="Reset"/>.</summary>
    /// <param name="media">What it holds.</param>
    /// <param name="power">Its power.</param>
    /// <param name="entropy">Its random source.</param>
    public NordicChip(NordicMedia media, PowerDomain power, EntropySource entropy)
    {
        (Part, DeviceId, Entropy) = (media.Part, media.DeviceId, entropy);
        Application = NordicCore.On("application", Part.Memory, (media.Flash, media.Uicr), power);
        if (Part.NetworkCore is { } network)
            Network = NordicCore.On("network", network.Memory, (media.NetworkFlash!, media.NetworkUicr!), power);
        Keys = new(Part, Application.Uicr);
        UniqueKeys = new(Part, Keys);
        IdentityKeys = new(Keys, UniqueKeys);
        Port = new(this);
        Application.Uart.Heard = Hear;
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

    /// <summary>Resets the part: protections take effect, firmware runs until it idles; a firmware's own resets are followed.</summary>
    public void Reset()
    {
        for (int i = 0; i < MostResets; i++)
        {
            Keys.Selector = 0;
            Port.TakeProtections();
            Run(Network);
            Run(Application);
            if (Application.State != CoreState.WantsReset)
                return;
        }

        Application.State = CoreState.ResetLoop;
    }

    private void Hear(string line)
    {
        if (Application.State != CoreState.Running || Application.Firmware() is not { Kind: NordicFirmwareKind.Tfm } tfm)
            return;
        if (new TfmProgram(this, tfm).Hear(line) == CoreState.WantsReset)
            Reset();
    }

    private void Run(NordicCore? core)
    {
        if (core is null)
            return;
        core.Uart.Reset();
        core.State = core.Firmware() switch
        {
            { Kind: NordicFirmwareKind.Provisioning } image when core == Application => new ProvisioningProgram(this, image).Run(),
            { Kind: NordicFirmwareKind.Tfm } tfm when core == Application => new TfmProgram(this, tfm).Run(),
            { Kind: NordicFirmwareKind.NetworkProvisioning } when core == Network => new NetworkProvisioningProgram(this).Run(),
            { Kind: NordicFirmwareKind.NetworkLoader } when core == Network => CoreState.Running,
            _ => CoreState.NoFirmware,
        };
    }
}
