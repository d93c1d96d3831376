namespace Rootline.Links.Decorators;

/// <summary>What becomes of a frame on a disturbed line.</summary>
public enum FrameFault
{
    /// <summary>It is lost.</summary>
    Drop,

    /// <summary>Its last byte is inverted.</summary>
    Corrupt,
}
