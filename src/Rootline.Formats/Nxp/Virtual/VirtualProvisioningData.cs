using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Formats.Nxp.Virtual;

/// <summary>
/// Provisioning data of the "virtual" profile, which stand where a real family has an SB3.1 file: magic <c>RLPROV01</c>;
/// family name 16 bytes ASCII, zero padded; SB KEK 32 and USER KEK 32, both in the order of their text files; CFPA 512; CMPA
/// 512; SHA-256; 1,144 bytes. They hold keys in the clear. See docs/formats/provisioning-data.md.
/// </summary>
public sealed class VirtualProvisioningData : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Length = Framed.MagicLength + BodyLength + DigestLength;

    private const int DigestLength = 32;
    private const int FamilyLength = 16;
    private const int BodyLength = FamilyLength + (2 * ProvisionedSecrets.KekLength) + (2 * PfrPage.Length);

    /// <summary>Whose chips take it: a name of the family.</summary>
    public required string Family { get; init; }

    /// <summary>SB KEK in the order of the text file, which is the AES key's; 32 bytes.</summary>
    public required Secret SbKek { get; init; }

    /// <summary>USER KEK in the order of the text file; 32 bytes.</summary>
    public required Secret UserKek { get; init; }

    /// <summary>CFPA, 512 bytes.</summary>
    public required Secret Cfpa { get; init; }

    /// <summary>CMPA, 512 bytes.</summary>
    public required Secret Cmpa { get; init; }

    private static ReadOnlySpan<byte> Magic => "RLPROV01"u8;

    /// <summary>Whether bytes begin as provisioning data of this profile; anything else is a real file, which only a real chip can judge.</summary>
    /// <param name="data">The data.</param>
    public static bool Is(ReadOnlySpan<byte> data) => data.StartsWith(Magic);

    /// <summary>Reads the data.</summary>
    /// <param name="data">The bytes.</param>
    public static Parsed<VirtualProvisioningData> Parse(ReadOnlySpan<byte> data)
    {
        if (!Framed.TryRead(data, Magic, BodyLength, out var body))
            return VirtualFaults.Data.Fault("not provisioning data of the virtual profile, version 1, or damaged");
        var reader = new SpanReader(body);
        var family = reader.Bytes(FamilyLength).TrimEnd((byte)0);
        if (family.IsEmpty || family.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
            return VirtualFaults.Data.Fault("the family name of the provisioning data is not printable");
        return new VirtualProvisioningData
        {
            Family = Encoding.ASCII.GetString(family),
            SbKek = Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength)),
            UserKek = Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength)),
            Cfpa = Secret.CopyOf(reader.Bytes(PfrPage.Length)),
            Cmpa = Secret.CopyOf(reader.Bytes(PfrPage.Length)),
        };
    }

    /// <summary>The data.</summary>
    public Secret ToBytes()
    {
        using var body = new Secret(BodyLength);
        var writer = new SpanWriter(body.Span);
        Encoding.ASCII.GetBytes(Family, writer.Reserve(FamilyLength));
        foreach (var part in (Secret[])[SbKek, UserKek, Cfpa, Cmpa])
            writer.Bytes(part.Span);
        return Framed.Write(Magic, body.Span);
    }

    /// <summary>What a chip stores of it: KEKs in the order of the key store, and the pages.</summary>
    public ProvisionedSecrets ToSecrets() => new()
    {
        SbKek = Reversed(SbKek),
        UserKek = Reversed(UserKek),
        Cfpa = Cfpa.Copy(),
        Cmpa = Cmpa.Copy(),
    };

    /// <summary>Wipes the keys and pages.</summary>
    public void Dispose()
    {
        foreach (var part in (Secret[])[SbKek, UserKek, Cfpa, Cmpa])
            part.Dispose();
    }

    private static Secret Reversed(Secret kek)
    {
        var reversed = kek.Copy();
        reversed.Span.Reverse();
        return reversed;
    }
}
