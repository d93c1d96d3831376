namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>How a loader finds the key of a signature.</summary>
public enum KeyMode
{
    /// <summary>The keys are built in; a KEYHASH TLV names one.</summary>
    BuiltIn,

    /// <summary>The image carries the public key; the device holds its digest (MCUBOOT_HW_KEY).</summary>
    InImage,

    /// <summary>The keys are held under an id: the image's number, or what a KEYID TLV says (MCUBOOT_BUILTIN_KEY).</summary>
    ById,
}
