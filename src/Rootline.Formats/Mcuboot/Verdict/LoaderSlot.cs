namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>The slot in which a loader meets an image.</summary>
public enum LoaderSlot
{
    /// <summary>Where images run. Nothing is decrypted there, except when it is copied to RAM.</summary>
    Primary,

    /// <summary>Where updates wait. Encrypted images are decrypted while they are judged.</summary>
    Secondary,
}
