using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Formats.Nordic.Virtual;
using Rootline.Chips.Nordic.Firmware;

namespace Rootline.Chips.Nordic;

/// <summary>
/// A virtual nRF53 or nRF91 part with power: cores, key unit, access ports, and the firmware that it knows how to behave as. It has no
/// thread: a reset runs firmware until it idles. A power cut ends the object; a new one over the same media is the next power-on.
/// </summary>
public sealed class NordicChip : NordicHardware
{
    private const int MostResets = 4;

    /// <summary>Powers a part on; nothing runs before <see cref="Reset"/>.</summary>
    /// <param name="media">What it holds.</param>
    /// <param name="power">Its power.</param>
    /// <param name="entropy">Its random source.</param>
    public NordicChip(NordicMedia media, PowerDomain power, EntropySource entropy)
        : base(media, power, entropy) => Application.Uart.Heard = Hear;

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
