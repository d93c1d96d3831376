using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>Faults of TF-M's provisioning data.</summary>
public static class ProvisioningFaults
{
    /// <summary>No layout has this size.</summary>
    public static readonly FaultCode Size = new(
        "tfm-data-size", Party.File, "provisioning data of TF-M have a size that no known release gives them", "name the ELF file of the firmware that runs, not stripped, of a TF-M from 1.5 on");

    /// <summary>The magic is another.</summary>
    public static readonly FaultCode Magic = new(
        "tfm-data-magic", Party.File, "provisioning data of TF-M do not begin or end with their magic", "check that the right file or memory was named");

    /// <summary>A field holds what no field may hold.</summary>
    public static readonly FaultCode Field = new(
        "tfm-data-field", Party.File, "a field of TF-M's provisioning data holds what it may not hold", "make the data again with rootline tfm bundle new");

    /// <summary>A text is too long or none.</summary>
    public static readonly FaultCode Text = new(
        "tfm-data-text", Party.Operator, "a text is too long for its field on the device, or is not plain ASCII", "shorten it to what the message names: devices cut it without a word");

    /// <summary>A published dummy value.</summary>
    public static readonly FaultCode Dummy = new(
        "tfm-dummy-value", Party.Operator, "a value is one of TF-M's published dummy values", "make a value of your own: everybody knows the dummy values");
}
