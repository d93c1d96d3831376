using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.Chips.Nordic.Firmware;

/// <summary>
/// The provisioning image of the application core, step by step. It enters PROVISIONING before it writes any key: a cut after that
/// leaves a part on which it can never run again. Source: tfm-provisioning section 12.4.
/// </summary>
/// <param name="chip">The part.</param>
/// <param name="image">How the image was built.</param>
internal sealed class ProvisioningProgram(NordicHardware chip, NordicFirmware image)
{
    private const string Module = "provisioning_image";
    private readonly BootStorage _storage = chip.Storage(image.ProvisionAddress, image.Layout);

    /// <summary>Runs from main to its end; every failure ends it, and one of an earlier key library panics.</summary>
    public CoreState Run()
    {
        if ((EnterProvisioning() ?? WriteUniqueKeys() ?? WriteIdentityKey()) is not { } failure)
        {
            Finish();
            return CoreState.Ended;
        }

        bool isLibrary = failure == ProvisioningFailure.KeysAlreadySet || failure == ProvisioningFailure.KeysNotSet;
        chip.Application.Uart.Log(isLibrary ? "err" : "inf", isLibrary ? "hw_unique_key" : Module, failure.Text);
        return isLibrary && image.Traits.HasFlag(NordicFirmwareTraits.Panics) ? CoreState.Halted : CoreState.Ended;
    }

    private ProvisioningFailure? EnterProvisioning()
    {
        if (_storage.Lifecycle.State is not { } state)
            return ProvisioningFailure.CannotRead;
        if (state != NordicLifecycle.Assembly)
            return ProvisioningFailure.NotAssembly;
        Say(ProvisioningMark.AssemblyVerified);
        if (_storage.EnterForEver(NordicLifecycle.Provisioning) != LifecycleError.None)
            return ProvisioningFailure.CannotSwitch;
        state = _storage.Lifecycle.State ?? NordicLifecycle.Unknown;
        if (state != NordicLifecycle.Provisioning)
        {
            Say(ProvisioningMessages.StateWas((int)state));
            return ProvisioningFailure.NotSwitched;
        }

        Say(ProvisioningMark.Switched);
        return null;
    }

    private ProvisioningFailure? WriteUniqueKeys()
    {
        Say(ProvisioningMark.GeneratingKeys);
        return chip.UniqueKeys.BurnRandom(chip.Entropy)?.Said;
    }

    private ProvisioningFailure? WriteIdentityKey()
    {
        if (chip.IdentityKeys.IsWritten)
            return ProvisioningFailure.IdentityAlreadyWritten;
        Say(ProvisioningMark.WritingIdentity);
        BurnIdentity();
        return chip.IdentityKeys.IsWritten ? null : ProvisioningFailure.IdentityNotWritten;
    }

    private void BurnIdentity()
    {
        if (!image.Traits.HasFlag(NordicFirmwareTraits.DummyIdentity))
        {
            chip.IdentityKeys.BurnRandom(chip.Entropy);
            return;
        }

        chip.Application.Uart.Log("wrn", Module, ProvisioningMessages.DummyIdentity);
        chip.IdentityKeys.Burn(DummyIdentityKey.Scalar);
    }

    private void Finish()
    {
        if (!image.Traits.HasFlag(NordicFirmwareTraits.NoImplementationId))
            _storage.BurnImplementationId(image.ImplementationId.Span);
        Say(ProvisioningMark.Success);
    }

    private void Say(ProvisioningMark mark) => Say(ProvisioningMessages.TextOf(mark));

    private void Say(string text) => chip.Application.Uart.Log("inf", Module, text);
}
