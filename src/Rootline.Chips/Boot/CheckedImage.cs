using Rootline.Formats.Mcuboot;

namespace Rootline.Chips.Boot;

/// <summary>What the first check found of an image.</summary>
internal sealed record CheckedImage
{
    /// <summary>Why it is refused; null when it is good.</summary>
    public BootRefusal? Refusal { get; init; }

    /// <summary>Its header, when it could be read.</summary>
    public ImageHeader? Header { get; init; }

    /// <summary>Its TLVs, when they could be read.</summary>
    public ImageTlvs? Tlvs { get; init; }

    /// <summary>The digest that was computed; empty when it did not come to that.</summary>
    public byte[] Digest { get; init; } = [];

    /// <summary>Its security counter; -1 for none.</summary>
    public long Counter { get; init; } = -1;

    /// <summary>The ticket; empty for an image that is refused.</summary>
    public byte[] Ticket { get; init; } = [];
}
