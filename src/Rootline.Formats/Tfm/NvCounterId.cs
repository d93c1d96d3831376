namespace Rootline.Formats.Tfm;

/// <summary>Counters of a TF-M platform, in the order of its numbers from 0. Source: tfm-provisioning section 3.3.</summary>
public enum NvCounterId
{
    /// <summary>First counter of protected storage: a plain word.</summary>
    Ps0,

    /// <summary>Second counter of protected storage.</summary>
    Ps1,

    /// <summary>Third counter of protected storage.</summary>
    Ps2,

    /// <summary>Security counter of the first image: bits in one-time memory, as all that follow.</summary>
    Bl20,

    /// <summary>Security counter of the second image.</summary>
    Bl21,

    /// <summary>Security counter of the third image.</summary>
    Bl22,

    /// <summary>Security counter of the fourth image.</summary>
    Bl23,

    /// <summary>Counter of the first boot stage.</summary>
    Bl10,

    /// <summary>First counter of the non-secure side.</summary>
    Ns0,

    /// <summary>Second counter of the non-secure side.</summary>
    Ns1,

    /// <summary>Third counter of the non-secure side.</summary>
    Ns2,
}
