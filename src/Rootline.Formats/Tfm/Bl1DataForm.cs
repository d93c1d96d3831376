namespace Rootline.Formats.Tfm;

/// <summary>Forms of <see cref="Bl1Data"/>. Source: tfm-provisioning section 4.4.</summary>
public enum Bl1DataForm
{
    /// <summary>1.6: no group unique key, no key of BL1.</summary>
    Tfm16,

    /// <summary>1.7.</summary>
    Tfm17,

    /// <summary>The newest: without the hash of BL2's image.</summary>
    Newest,

    /// <summary>The newest as its generator script and some boards have it: the image's length (u32) stands behind the image.</summary>
    NewestWithLength,
}
