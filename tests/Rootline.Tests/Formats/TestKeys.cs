using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Tests.Formats;

/// <summary>Keys that are a function of their name, and a source that makes signatures so (RFC 6979).</summary>
internal static class TestKeys
{
    private const ulong Seed = 0x0726;

    /// <summary>A seeded source of its own.</summary>
    public static EntropySource Entropy => new SeededEntropy(Seed);

    /// <summary>The key of a name; the caller disposes it.</summary>
    public static P256PrivateKey Of(string name) => P256PrivateKey.Generate(Entropy.Fork(name));

    /// <summary>Bytes of a name.</summary>
    public static byte[] Bytes(string name, int length) => Entropy.Fork(name).Bytes(length);

    /// <summary>X‖Y of the key of a name.</summary>
    public static byte[] Point(string name)
    {
        using var key = Of(name);
        return key.PublicKey.Raw.ToArray();
    }
}
