using System.Security.Cryptography;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.Chips.Nordic.Firmware;

/// <summary>
/// TF-M on a Nordic part, as far as provisioning goes: a part in PROVISIONING with its keys and its protections enters SECURED and
/// resets; anything missing is a panic. Then the application runs. Source: tfm-provisioning section 12.5.
/// </summary>
/// <param name="chip">The part.</param>
/// <param name="tfm">How it was built.</param>
internal sealed class TfmProgram(NordicHardware chip, NordicFirmware tfm)
{
    private const string Application = "application";

    private readonly BootStorage _storage = chip.Storage(tfm.ProvisionAddress, tfm.Layout);

    /// <summary>Boots.</summary>
    public CoreState Run()
    {
        if (_storage.Lifecycle.State == NordicLifecycle.Provisioning)
            return Secure() ? CoreState.WantsReset : tfm.Traits.HasFlag(NordicFirmwareTraits.Halts) ? CoreState.Halted : CoreState.ResetLoop;
        WarnOfDummyKeys();
        StartApplication();
        return CoreState.Running;
    }

    /// <summary>What the application does with a line on its console: it has one request, by which the part is put out of use for ever.</summary>
    /// <param name="line">The line.</param>
    public CoreState Hear(string line)
    {
        if (line != ApplicationRequest.Decommission)
            return CoreState.Running;
        var error = _storage.EnterForEver(NordicLifecycle.Decommissioned);
        if (error != LifecycleError.None)
        {
            chip.Application.Uart.Log("err", Application, ApplicationRequest.Refused((int)error));
            return CoreState.Running;
        }

        chip.Application.Uart.Log("inf", Application, ApplicationRequest.Decommissioned);
        return CoreState.WantsReset;
    }

    private bool Secure()
    {
        if (!chip.UniqueKeys.IsAnyWritten)
            return Refuse(ProvisioningFailure.NoUniqueKeys);
        if (!chip.IdentityKeys.IsWritten)
            return Refuse(ProvisioningFailure.NoIdentityKey);
        var uicr = chip.Application.Uicr;
        if (uicr.Read(UicrMap.ApProtect) != UicrMap.Protected || uicr.Read(chip.Part.Uicr.SecureApProtect) != UicrMap.Protected)
            return false;
        if (chip.Network is { } network && !CloseNetworkCore(network))
            return Refuse(ProvisioningFailure.NetworkCoreOpen);
        return _storage.EnterForEver(NordicLifecycle.Secured) == LifecycleError.None && _storage.Lifecycle.State == NordicLifecycle.Secured;
    }

    // The network core's boot loader is asked through shared memory; no other firmware there listens.
    private bool CloseNetworkCore(NordicCore network)
    {
        uint at = chip.Part.NetworkCore!.ApProtect;
        if (network.Firmware() is not { Kind: NordicFirmwareKind.NetworkLoader })
            return false;
        if (network.Uicr.Read(at) != UicrMap.Protected)
            network.Uicr.BurnWord(at, UicrMap.Protected);
        return true;
    }

    private bool Refuse(ProvisioningFailure failure)
    {
        chip.Application.Uart.Print(failure.Text);
        return false;
    }

    private void WarnOfDummyKeys()
    {
        using var key = chip.IdentityKeys.Read();
        if (key is not null && key.FixedTimeEquals(DummyIdentityKey.Scalar))
            chip.Application.Uart.Print(ProvisioningMessages.DummyKeys);
    }

    private void StartApplication()
    {
        if (chip.Tokens is null || _storage.Lifecycle.State is not { } state || chip.IdentityKeys.Read() is not { } key)
            return;
        using (key)
        {
            byte[] seed = chip.Entropy.Bytes(SHA256.HashSizeInBytes);
            var core = new byte[NordicFirmware.CoreLength];
            chip.Application.Flash.TryRead(0, core);
            byte[] token = chip.Tokens.Make(key, new(state, _storage.ImplementationId, seed, SHA256.HashData(core)));
            TokenPrinting.Print(chip.Application.Uart, token);
        }
    }
}
