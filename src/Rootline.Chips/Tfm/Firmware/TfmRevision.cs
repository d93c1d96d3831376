namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The releases of TF-M that the virtual board's firmware follows. Source: tfm-provisioning sections 4.2, 5.2, 14.</summary>
public enum TfmRevision : byte
{
    /// <summary>1.7.0, as measured.</summary>
    V170 = 1,

    /// <summary>2.2.2, as measured.</summary>
    V222 = 2,

    /// <summary>2.3: its one-time memory; console and tokens as 2.2.2.</summary>
    V230 = 3,
}
