namespace Rootline.Formats.Mcuboot;

/// <summary>How a loader brings a new image into place (MCUboot, docs/design.md, "Image slots").</summary>
public enum UpgradeMode
{
    /// <summary>The slots are exchanged through a scratch area.</summary>
    Scratch,

    /// <summary>The slots are exchanged after the primary was moved up by one sector.</summary>
    Move,

    /// <summary>The slots are exchanged; a new image lies in the secondary slot from its second sector.</summary>
    Offset,

    /// <summary>The secondary slot is copied over the primary one.</summary>
    Overwrite,

    /// <summary>The newer of two images runs where it lies.</summary>
    DirectXip,

    /// <summary>The newer of two images is copied into RAM.</summary>
    RamLoad,

    /// <summary>There is one slot; nothing is brought into place.</summary>
    OneSlot,
}
