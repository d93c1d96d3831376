namespace Rootline.Oem.Images;

/// <summary>Which files an image is made of and goes to; a name that ends with <c>.hex</c> is Intel HEX, every other one binary.</summary>
/// <param name="Input">Full path of the input.</param>
/// <param name="Output">Full path of the output.</param>
public sealed record ImageOrder(string Input, string Output)
{
    /// <summary>Address of the image in an Intel HEX output; null: where the Intel HEX input lies.</summary>
    public uint? HexAddress { get; init; }

    /// <summary>Full path of a file for the signature in Base64, or null.</summary>
    public string? SignatureOutput { get; init; }

    /// <summary>Whether a path is that of an Intel HEX file.</summary>
    /// <param name="path">The path.</param>
    public static bool IsHex(string path) => Path.GetExtension(path).Equals(".hex", StringComparison.OrdinalIgnoreCase);
}
