using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Log;

public sealed class AuditRecordTests : IDisposable
{
    private readonly LogSample _card = new();

    public void Dispose() => _card.Dispose();

    [Fact]
    public void The_hash_covers_certificates_counter_and_start_hash_in_this_order()
    {
        var record = _card.Make(0x01020304, Enumerable.Repeat((byte)9, 32).ToArray());
        byte[] input = [.. record.NxpCertificate, .. record.OemCertificates[0], .. record.OemCertificates[1], 1, 2, 3, 4, .. record.StartHash];
        Assert.Equal(SHA256.HashData(input), record.Hash());
    }

    [Fact]
    public void Signatures_in_both_forms_verify()
    {
        var raw = _card.Make(1, new byte[32]);
        var der = _card.Make(1, new byte[32], der: true);
        Assert.Equal(P256.SignatureLength, raw.Signature.Length);
        Assert.Equal(0x30, der.Signature[0]);
        Assert.True(raw.IsSignedBy(_card.PublicKey));
        Assert.True(der.IsSignedBy(_card.PublicKey));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_changed_or_shortened_signature_verifies(bool der)
    {
        var record = _card.Make(1, new byte[32], der);
        for (int i = 0; i < record.Signature.Length; i++)
        {
            var changed = (byte[])record.Signature.Clone();
            changed[i] ^= 0x01;
            Assert.False((record with { Signature = changed }).IsSignedBy(_card.PublicKey), $"byte {i}");
            Assert.False((record with { Signature = record.Signature[..i] }).IsSignedBy(_card.PublicKey), $"length {i}");
        }
    }

    [Fact]
    public void Another_key_does_not_verify()
    {
        using var other = P256PrivateKey.Generate(new Rootline.Core.Entropy.SeededEntropy(99));
        Assert.False(_card.Make(1, new byte[32]).IsSignedBy(other.PublicKey));
    }
}
