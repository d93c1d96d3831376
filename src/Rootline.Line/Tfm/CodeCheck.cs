using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>Holds the code in a device against the files: no secret goes to code that was not compared. Source: tfm-provisioning section 14.3.</summary>
/// <param name="parts">The target, another one after each power-on, and the bundle.</param>
/// <param name="plan">The files.</param>
internal sealed class CodeCheck(TfmParts parts, TfmPlan plan)
{
    private bool HasEncryptedImages => parts.Secrets.ImageDecryptionKey is not null;

    /// <summary>Resets the device, halts it, and compares the code that stands in place already.</summary>
    /// <exception cref="FaultException">The device runs other firmware (<see cref="TfmLineFaults"/>), or a fault of the session.</exception>
    public void ResetAndDemand()
    {
        parts.Target.Server.ResetAndHalt();
        foreach (var image in plan.Firmware.Images.Where(i => !IsOpenedLater(i)))
            image.DemandSameCode(parts.Target.Host);
    }

    /// <summary>Lets the device run to a function of the secure image; what the loader opened on the way is compared now.</summary>
    /// <param name="function">The function.</param>
    /// <exception cref="FaultException">As of <see cref="ResetAndDemand"/>.</exception>
    public void RunToSecure(string function)
    {
        parts.Target.RunTo(plan.Firmware.Secure[function], plan.Patience);
        if (!HasEncryptedImages)
            return;
        foreach (var image in plan.Firmware.Images)
            image.DemandSameCode(parts.Target.Host);
    }

    // An encrypted image is not where it runs before the loader has the key and opened it: the bundle says that there are such images.
    private bool IsOpenedLater(TfmImage image) => HasEncryptedImages && image != plan.Firmware.Bl2 && image.IsBlank(parts.Target.Host);
}
