namespace Rootline.Formats.Nordic.Virtual;

/// <summary>What a virtual part does when it starts a firmware; the numbers are those of the file.</summary>
public enum NordicFirmwareKind : byte
{
    /// <summary>The application core's provisioning image.</summary>
    Provisioning = 1,

    /// <summary>TF-M with an application behind it.</summary>
    Tfm = 2,

    /// <summary>The network core's provisioning image.</summary>
    NetworkProvisioning = 3,

    /// <summary>A network core's boot loader that closes its debug port when it is asked to.</summary>
    NetworkLoader = 4,
}
