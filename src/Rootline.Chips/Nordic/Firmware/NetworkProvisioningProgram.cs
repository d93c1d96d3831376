using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;

namespace Rootline.Chips.Nordic.Firmware;

/// <summary>The provisioning image of the network core: closes its debug port from the next reset on. Source: tfm-provisioning section 12.6.</summary>
/// <param name="chip">The part.</param>
internal sealed class NetworkProvisioningProgram(NordicHardware chip)
{
    private const string Module = "provisioning_image_net_core";

    /// <summary>Runs from main to its end.</summary>
    public CoreState Run()
    {
        var core = chip.Network!;
        uint at = chip.Part.NetworkCore!.ApProtect;
        uint word = core.Uicr.Read(at);
        // Writable means: erased, or protected already.
        if (word is not (UicrMap.Erased or UicrMap.Unprotected or UicrMap.Protected))
        {
            core.Uart.Log("inf", Module, ProvisioningFailure.NetworkCoreWord.Text);
            return CoreState.Ended;
        }

        if (word != UicrMap.Protected)
            core.Uicr.BurnWord(at, UicrMap.Protected);
        core.Uart.Log("inf", Module, ProvisioningMessages.NetworkClosed);
        core.Uart.Log("inf", Module, ProvisioningMessages.Success);
        return CoreState.Ended;
    }
}
