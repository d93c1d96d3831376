using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>
/// What the virtual vendor puts into a chip before it is sold: magic <c>RLCHIPB1</c>; family name 16 bytes ASCII, zero
/// padded; seeded flag 1 byte; DIE certificate length u16 little-endian; certificate 272 bytes, zero padded; DIE key d 32;
/// vendor's SB KEK 32; vendor's RKTH 32; card authentication public key 64; SHA-256. See docs/formats/birth.md.
/// </summary>
public sealed class ChipBirth : IDisposable
{
    private const int FamilyLength = 16;
    private const int MaxCertificate = 272;
    private const int HashLength = 32;
    private const int BodyLength = FamilyLength + 1 + 2 + MaxCertificate + P256.ScalarLength + (2 * HashLength) + P256.PublicLength;

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>Whether the keys come from a seed and protect nothing.</summary>
    public required bool IsSeeded { get; init; }

    /// <summary>The DIE certificate.</summary>
    public required DieCertificate Die { get; init; }

    /// <summary>The DIE key, 32 bytes big-endian.</summary>
    public required Secret DieKey { get; init; }

    /// <summary>The key that opens the vendor's provisioning firmware, 32 bytes.</summary>
    public required Secret VendorKek { get; init; }

    /// <summary>The root key table hash of the vendor's firmware signers, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> VendorRootHash { get; init; }

    /// <summary>The card key that a stand-in firmware trusts, X‖Y, 64 bytes.</summary>
    public required ReadOnlyMemory<byte> CardKey { get; init; }

    private static ReadOnlySpan<byte> Magic => "RLCHIPB1"u8;

    /// <summary>Length of the file in bytes.</summary>
    public static int FileLength => Framed.MagicLength + BodyLength + HashLength;

    /// <summary>Reads a birth file.</summary>
    /// <param name="file">The file's bytes.</param>
    public static Parsed<ChipBirth> Parse(ReadOnlySpan<byte> file)
    {
        if (!Framed.TryRead(file, Magic, BodyLength, out var body))
            return VirtualFaults.Birth.Fault("not a chip birth file of version 1, or damaged");
        var reader = new SpanReader(body);
        var family = reader.Bytes(FamilyLength).TrimEnd((byte)0);
        byte seeded = reader.U8();
        int length = reader.U16Le();
        var certificate = reader.Bytes(MaxCertificate);
        bool isName = !family.IsEmpty && family.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;
        if (seeded > 1 || length > MaxCertificate || !isName || !Alignment.IsZero(certificate[length..]))
            return VirtualFaults.Birth.Fault("a field of the chip birth file is out of range or its filling is not zero");
        if (!DieCertificate.Parse(certificate[..length].ToArray()).Try(out var die, out var fault))
            return fault.In("chip birth file");
        return new ChipBirth
        {
            Family = Encoding.ASCII.GetString(family),
            IsSeeded = seeded == 1,
            Die = die,
            DieKey = Secret.CopyOf(reader.Bytes(P256.ScalarLength)),
            VendorKek = Secret.CopyOf(reader.Bytes(HashLength)),
            VendorRootHash = reader.Bytes(HashLength).ToArray(),
            CardKey = reader.Bytes(P256.PublicLength).ToArray(),
        };
    }

    /// <summary>The file.</summary>
    public Secret ToBytes()
    {
        using var body = new Secret(BodyLength);
        var writer = new SpanWriter(body.Span);
        Encoding.ASCII.GetBytes(Family, writer.Reserve(FamilyLength));
        writer.U8(IsSeeded ? (byte)1 : (byte)0);
        writer.U16Le((ushort)Die.Bytes.Length);
        Die.Bytes.Span.CopyTo(writer.Reserve(MaxCertificate));
        writer.Bytes(DieKey.Span);
        writer.Bytes(VendorKek.Span);
        writer.Bytes(VendorRootHash.Span);
        writer.Bytes(CardKey.Span);
        return Framed.Write(Magic, body.Span);
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        DieKey.Dispose();
        VendorKek.Dispose();
    }
}
