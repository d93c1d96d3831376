using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>Faults of a signing layout file.</summary>
public static class SigningLayoutFaults
{
    /// <summary>An expression cannot be evaluated.</summary>
    public static readonly FaultCode Expression = new(
        "tfm-layout-expression", Party.File, "a value of a signing layout file is no arithmetic of numbers", "give the preprocessed layout file of the TF-M build (signing_layout_*.o), not its source");

    /// <summary>A name that is needed is missing.</summary>
    public static readonly FaultCode Missing = new(
        "tfm-layout-missing", Party.File, "a signing layout file does not say a value that is needed", "give the layout file of the TF-M build that made the binary");

    /// <summary>The file is too long.</summary>
    public static readonly FaultCode Limit = new(
        "tfm-layout-limit", Party.File, "a signing layout file is larger than any of a build", "check which file was given: a layout file has some kilobytes");

    /// <summary>A value does not fit where it goes.</summary>
    public static readonly FaultCode Range = new(
        "tfm-layout-range", Party.File, "a value of a signing layout file does not fit the image format", "check the sizes and addresses of the flash layout of the TF-M build");
}
