using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Tests.Cards;

/// <summary>Item values that a card must refuse.</summary>
public sealed class ItemSamples : IDisposable
{
    private readonly P256PrivateKey _key = P256PrivateKey.Generate(new SystemEntropy());

    public ItemSamples(TestVendor vendor)
    {
        byte[] prod = CertificateBlob.FromCertificate(vendor.ProdCertificate, 0).OrThrow().ToBytes();
        byte[] atAddress = CertificateBlob.FromCertificate(vendor.ProdCertificate, 512).OrThrow().ToBytes();
        byte[] point = [4, .. _key.PublicKey.Raw];
        Wrong =
        [
            (0x0001, point[..64]), (0x0001, new byte[65]), (0x0001, [2, .. point[1..]]),
            (0x0002, prod[..^1]), (0x0002, vendor.ProdCertificate), (0x0002, atAddress), (0x0002, Shifted(prod)),
            (0x0003, new byte[32]), (0x0003, new byte[31]), (0x0004, new byte[33]), (0x0004, [.. Enumerable.Repeat((byte)0xFF, 32)]),
            (0x0005, new byte[31]), (0x0006, new byte[40]), (0x0007, new byte[511]), (0x0008, new byte[513]),
            (0x0009, new byte[4]), (0x0009, [0, 0, 1]), (0x000A, []), (0x000B, [0x02]), (0x000B, []), (0x000C, []),
            (0x000C, new byte[33]), (0x000C, [0xFF]), (0x000D, [1]), (0x0100, TooBig(vendor)), (0x0106, prod), (0x1001, [0x01]), (0x1001, [0x14]),
            (0x1001, [0, 0]), (0x1002, [2]), (0x1003, DomainParameters.P256[..^1].ToArray()), (0x1004, [0]),
        ];
    }

    public IReadOnlyList<(ushort Id, byte[] Value)> Wrong { get; }

    public void Dispose() => _key.Dispose();

    // A certificate that the offsets describe, longer than a template may be.
    private static byte[] TooBig(TestVendor vendor) => CertificateBlob.FromCertificate(vendor.LongCertificate, 512).OrThrow().ToBytes();

    // The key's offsets moved by one: the card would trust a key that nobody signed.
    private static byte[] Shifted(byte[] blob)
    {
        byte[] copy = (byte[])blob.Clone();
        copy[^17]++;
        copy[^15]++;
        return copy;
    }
}
