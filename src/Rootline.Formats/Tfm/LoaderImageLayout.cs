namespace Rootline.Formats.Tfm;

/// <summary>
/// How a build of TF-M lays out the image of BL2 that BL1 opens, see <see cref="LoaderImage"/>. Source: bl1/bl1_2 of TF-M 1.7.0 and 2.2.2.
/// </summary>
/// <param name="DataLength">Bytes of BL2 itself.</param>
/// <param name="HasSignatureLength">Whether the signature's length (u32) stands behind it: 2.2.</param>
/// <param name="Filling">Bytes between the magic and BL2: 1.7 fills its header to 0x800.</param>
public sealed record LoaderImageLayout(int DataLength, bool HasSignatureLength, int Filling)
{
    /// <summary>Bytes of the counter block.</summary>
    public const int CounterLength = 16;

    /// <summary>Bytes of the signature.</summary>
    public const int SignatureLength = 1452;

    private const int HeaderOf17 = 0x800;

    /// <summary>Where the signed part begins: version, security counter, and what is encrypted.</summary>
    public int ProtectedAt => CounterLength + SignatureLength + (HasSignatureLength ? 4 : 0);

    /// <summary>Where the encrypted part begins.</summary>
    public int EncryptedAt => ProtectedAt + 8 + 4;

    /// <summary>Where BL2 begins.</summary>
    public int DataAt => EncryptedAt + 4 + Filling;

    /// <summary>Bytes of the image.</summary>
    public int Length => DataAt + DataLength;

    /// <summary>The layout of 1.7.</summary>
    /// <param name="dataLength">Bytes of BL2.</param>
    public static LoaderImageLayout Tfm17(int dataLength) => new(dataLength, false, HeaderOf17 - CounterLength - SignatureLength - 8 - 4 - 4);

    /// <summary>The layout of 2.2.</summary>
    /// <param name="dataLength">Bytes of BL2.</param>
    public static LoaderImageLayout Tfm22(int dataLength) => new(dataLength, true, 0);
}
