using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.TestSupport.Boot;

namespace Rootline.Bench.Benches;

/// <summary>What no boot can do without: one SHA-256 of an image, its key read and one verification.</summary>
/// <param name="image">The image.</param>
internal sealed class BareCheck(byte[] image)
{
    private readonly byte[] _signature = TestImage.Key.SignDer(image, new SystemEntropy());

    public void Run()
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(TestImage.PublicOf(TestImage.Key).Bytes, out _);
        if (!key.VerifyHash(SHA256.HashData(image), _signature, DSASignatureFormat.Rfc3279DerSequence))
            throw new InvalidOperationException("the signature of the bench is wrong");
    }
}
