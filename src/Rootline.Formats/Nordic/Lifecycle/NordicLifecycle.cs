namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>States of a part with the numbers that its library gives them. Source: tfm-provisioning section 12.3.</summary>
public enum NordicLifecycle
{
    /// <summary>No state of the table.</summary>
    Unknown = 0,

    /// <summary>Nothing is entered.</summary>
    Assembly = 1,

    /// <summary>The provisioning image ran, or began to.</summary>
    Provisioning = 2,

    /// <summary>TF-M closed the device.</summary>
    Secured = 3,

    /// <summary>The device is out of use.</summary>
    Decommissioned = 4,
}
