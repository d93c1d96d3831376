namespace Rootline.Formats.Psa;

/// <summary>
/// Attestation keys whose private half everybody knows, by their instance ids. A device that attests with one proves nothing. Source:
/// psa-attestation section 5.
/// </summary>
public static class PublishedKeys
{
    private const string Asymmetric = "TF-M's default attestation key";
    private const string Symmetric = "TF-M's default symmetric attestation key";

    private static readonly (string Name, byte[] Instance)[] Known =
    [
        (Asymmetric, Convert.FromHexString("01fa58755f658627ce5460f29b75296713248cae7ad9e2984b90280efcbcb50248")),
        (Asymmetric, Convert.FromHexString("01078c18f110f432ff780cd8dae58069a2a0d82277cbc66450c8581dd47d96a22e")),
        (Symmetric, Convert.FromHexString("01bfe8a99b25d95ca842256bef147a5922b69fbc78faa9ef9f94113d182aaf7c6f")),
    ];

    /// <summary>The name of the published key with an instance id, or null.</summary>
    /// <param name="instanceId">33 bytes.</param>
    public static string? NameOf(ReadOnlySpan<byte> instanceId)
    {
        foreach (var (name, instance) in Known)
        {
            if (instanceId.SequenceEqual(instance))
                return name;
        }

        return null;
    }

    /// <summary>The name of a published key, or null.</summary>
    /// <param name="key">The key.</param>
    public static string? NameOf(Cose.TokenKey key)
    {
        foreach (byte[] id in key.InstanceIds)
        {
            if (NameOf(id) is { } name)
                return name;
        }

        return null;
    }
}
