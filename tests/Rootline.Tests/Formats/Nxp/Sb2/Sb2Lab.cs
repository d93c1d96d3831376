using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>Keys, certificates and requests for small files, made once a run.</summary>
internal static class Sb2Lab
{
    public static readonly byte[] Kek = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
    public static readonly RSA Key = RSA.Create(2048);
    public static readonly RSA OtherKey = RSA.Create(2048);
    public static readonly byte[] Certificate = SelfSigned(Key, isCa: false);
    public static readonly byte[] RootCertificate = SelfSigned(OtherKey, isCa: true);
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RootKeyTable RootKeys { get; } = TableOf(Certificate);

    public static RootKeyTable TableOf(params byte[][] certificates) =>
        RootKeyTable.Of([.. certificates.Select(c => RsaCertificate.Parse(c).OrThrow().RootKeyHash())]).OrThrow();

    public static Sb2Request Request(params Sb2Command[] commands) => new([new(5, commands)], [Certificate], RootKeys, Time);

    public static Sb2Request Small { get; } = Request(
        new EraseCommand(0, 0x8000), new LoadCommand(0x100, new byte[] { 1, 2, 3, 4, 5 }), new JumpCommand(0x101, 7, 0x20001000));

    public static byte[] Sign(ReadOnlySpan<byte> data) => Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static byte[] Write(Sb2Request request, ulong seed = 1) =>
        Sb2Writer.Write(request, Kek, new SeededEntropy(seed), Sign).OrThrow();

    public static byte[] SelfSigned(RSA key, bool isCa)
    {
        using var made = Request("CN=root", key, isCa).CreateSelfSigned(Time, Time.AddYears(30));
        return made.RawData;
    }

    public static byte[] Signed(RSA key, bool isCa, byte[] issuer, RSA issuerKey)
    {
        using var issuerCertificate = X509CertificateLoader.LoadCertificate(issuer);
        using var made = Request("CN=leaf", key, isCa).Create(
            issuerCertificate.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), Time, Time.AddYears(20), [1, 2, 3]);
        return made.RawData;
    }

    /// <summary>
    /// Changes the plaintext of the first section of a file as somebody could who holds all keys: counter mode lets the
    /// difference through, then codes and signature are made anew.
    /// </summary>
    public static byte[] Forge(byte[] file, Action<byte[]> changePlain, Action<byte[]>? changeHeader = null)
    {
        var structure = Sb2Structure.Walk(file).OrThrow();
        var keys = new byte[64];
        Assert(AesKeyWrap.TryUnwrap(Kek, file.AsSpan(128, 72), keys));
        var forged = file.ToArray();
        int section = structure.SectionsOffset;
        int commands = section + 16 + 32 + (32 * structure.Header.MacCount);
        Xor(forged, commands, Stream(file, keys, commands, file.Length - commands), changePlain);
        Xor(forged, section, Stream(file, keys, section, 16), changeHeader ?? (_ => { }));
        HMACSHA256.HashData(keys.AsSpan(32), forged.AsSpan(section, 16), forged.AsSpan(section + 16, 32));
        HMACSHA256.HashData(keys.AsSpan(32), forged.AsSpan(commands), forged.AsSpan(section + 48, 32));
        HMACSHA256.HashData(keys.AsSpan(32), forged.AsSpan((section + 16)..commands), forged.AsSpan(96, 32));
        return Resign(forged);
    }

    /// <summary>Signs a file anew after a change of its signed part.</summary>
    public static byte[] Resign(byte[] file)
    {
        var structure = Sb2Structure.Walk(file).OrThrow();
        Sign(file.AsSpan(0, structure.SignatureOffset)).CopyTo(file, structure.SignatureOffset);
        return file;
    }

    /// <summary>Writes the checksum of the command at an offset of a section's plaintext.</summary>
    public static void FixChecksum(byte[] plain, int offset)
    {
        int sum = 0x5A;
        for (int i = 1; i < 16; i++)
            sum += plain[offset + i];
        plain[offset] = (byte)sum;
    }

    private static CertificateRequest Request(string name, RSA key, bool isCa)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, true));
        return request;
    }

    private static byte[] Stream(byte[] file, byte[] keys, int offset, int length)
    {
        using var aes = Aes.Create();
        aes.SetKey(keys.AsSpan(0, 32));
        var stream = new byte[length];
        for (int i = 0; i < length; i += 16)
        {
            file.AsSpan(0, 12).CopyTo(stream.AsSpan(i));
            BitConverter.TryWriteBytes(stream.AsSpan(i + 12), BitConverter.ToUInt32(file, 12) + (uint)((offset + i) / 16));
        }

        return aes.EncryptEcb(stream, PaddingMode.None);
    }

    private static void Xor(byte[] file, int offset, byte[] stream, Action<byte[]> change)
    {
        var plain = stream.Select((s, i) => (byte)(s ^ file[offset + i])).ToArray();
        change(plain);
        for (int i = 0; i < plain.Length; i++)
            file[offset + i] = (byte)(plain[i] ^ stream[i]);
    }

    private static void Assert(bool condition) => Xunit.Assert.True(condition);
}
