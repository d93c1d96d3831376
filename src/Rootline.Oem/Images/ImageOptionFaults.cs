using Rootline.Core.Faults;

namespace Rootline.Oem.Images;

/// <summary>Faults of what an operator asks of an image.</summary>
public static class ImageOptionFaults
{
    /// <summary>A number is none, or does not fit.</summary>
    public static readonly FaultCode Number = new(
        "image-number", Party.Operator, "a number for an image is none, or does not fit its field", "write numbers as 4096, 0x1000, 0o10000 or 0b1000000000000");

    /// <summary>A TLV of the operator cannot be added.</summary>
    public static readonly FaultCode Tlv = new(
        "image-custom-tlv", Party.Operator, "a TLV of the operator cannot be added to an image", "give a type of 0x00a0 to 0xfffe that stands once, and hexadecimal digits after 0x, or text");

    /// <summary>Options contradict each other.</summary>
    public static readonly FaultCode Contradiction = new(
        "image-options", Party.Operator, "two options for an image contradict each other", "leave one of the two out; docs/image.md says what goes together");
}
