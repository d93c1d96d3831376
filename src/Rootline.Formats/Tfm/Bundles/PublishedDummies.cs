namespace Rootline.Formats.Tfm.Bundles;

/// <summary>The dummy values that TF-M publishes for tests, to be refused. Source: tfm-provisioning section 5.4.</summary>
internal static class PublishedDummies
{
    private static readonly string[] Texts = ["kid@trustedfirmware.example", "0604565272829-10010", "0604565272829100"];

    // HUK, IAK, boot seed, implementation id, then the keys of the images for RSA-3072, RSA-2048 and P-256.
    private static readonly byte[][] Values =
    [
        Convert.FromHexString("000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f"),
        Convert.FromHexString("a9b454b26d6f90a4ea31193564cba91fec6f9a002a7dc0504b92a1937134585f"),
        Convert.FromHexString("a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
        Convert.FromHexString("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"),
        Convert.FromHexString("bfe6d86f8826f4ff97fb96c4e6fbc4993e4619fc565da26adf34c329489adc38"),
        Convert.FromHexString("b360caf5c98c6b942a4882fa9d4823efb166a9ef6a6e4aa37c1919ed1fccc049"),
        Convert.FromHexString("fc5701dc6135e1323847bdc40f04d2e5bee5833b23c29f93593d00018cfa9994"),
        Convert.FromHexString("e18015993d6d2760b499274baef264b83af229e9a785f3d5bf00b9d32c1f0396"),
        Convert.FromHexString("e30466f6b8470c1f29070b17f1e2d3e94d445e3f608087fdc711e4382bb538b6"),
        Convert.FromHexString("82a5b443594853d4bf0fdd89a914a5dc16f867548207d7077e74d80c063efda9"),
    ];

    /// <summary>Whether a text is one of them.</summary>
    /// <param name="text">The text.</param>
    public static bool IsText(string text) => Texts.Contains(text);

    /// <summary>Whether a value is one of them, or of the attestation key what devices look for: its first 8 bytes.</summary>
    /// <param name="value">The value.</param>
    public static bool IsValue(ReadOnlySpan<byte> value)
    {
        foreach (byte[] dummy in Values)
        {
            if (value.SequenceEqual(dummy))
                return true;
        }

        return value.Length == 32 && value[..8].SequenceEqual(Values[1].AsSpan(0, 8));
    }
}
