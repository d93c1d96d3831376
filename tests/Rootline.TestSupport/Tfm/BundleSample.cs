using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>Bundles of a product for tests, all from one seed.</summary>
public static class BundleSample
{
    /// <summary>Implementation id of the product.</summary>
    public static byte[] ImplementationId { get; } = Encoding.ASCII.GetBytes("rootline test implementation 001");

    /// <summary>What all devices of the product share: hashes of two image keys.</summary>
    public static BundleOrder Order { get; } = new()
    {
        ImplementationId = ImplementationId,
        CertificationReference = "1234567890128-00001",
        VerificationServiceUrl = "verify.factory.example",
        ProfileDefinition = "PSA_IOT_PROFILE_1",
        Rotpks = [Bytes("rotpk 0", 32), Bytes("rotpk 1", 32)],
    };

    /// <summary>The station's key; the caller disposes it.</summary>
    public static P256PrivateKey Station() => P256PrivateKey.Generate(Entropy("station"));

    /// <summary>Makes a bundle sealed for the station.</summary>
    /// <param name="device">Names the device: another name, other secrets.</param>
    /// <param name="order">What it holds; null for <see cref="Order"/>.</param>
    /// <param name="imported">Secrets that are given; null for none.</param>
    public static BundleFile Make(string device, BundleOrder? order = null, ImportedSecrets? imported = null)
    {
        using var station = Station();
        return new BundleDesk(Entropy(device)).Make(order ?? Order, imported ?? new(), station.PublicKey);
    }

    /// <summary>Opens a bundle with the station's key; the caller disposes the secrets.</summary>
    /// <param name="file">The bundle.</param>
    public static BundleSecrets Open(BundleFile file)
    {
        using var station = Station();
        return BundleSeal.Open(file, station).OrThrow();
    }

    /// <summary>A secret of hexadecimal digits; the caller disposes it.</summary>
    /// <param name="digits">The digits.</param>
    public static Secret SecretOf(string digits) => Secret.CopyOf(Convert.FromHexString(digits));

    /// <summary>Bytes of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="length">How many.</param>
    public static byte[] Bytes(string name, int length) => Entropy(name).Bytes(length);

    /// <summary>A source of a name.</summary>
    /// <param name="name">The name.</param>
    public static EntropySource Entropy(string name) => new SeededEntropy(20260501).Fork(name);
}
