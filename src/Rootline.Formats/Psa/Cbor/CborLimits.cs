namespace Rootline.Formats.Psa.Cbor;

/// <summary>
/// Named limits of CBOR documents. Counts and lengths have none of their own: each is held against the bytes that are left, so that
/// a count of four thousand million in a document of ten bytes reserves nothing.
/// </summary>
public static class CborLimits
{
    /// <summary>The deepest nesting: an array in an array, ten thousand times, must not cost time or stack.</summary>
    public const int Depth = 16;

    /// <summary>The most keys of a map that is read: looking for double ones costs the square of it.</summary>
    public const int Keys = 256;
}
