using System.Text;
using Rootline.Formats.Files;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Corim;

namespace Rootline.TestSupport.Psa;

/// <summary>CoRIM files for the sample device, by the PSA profile.</summary>
public sealed record CorimSamples
{
    /// <summary>The profile's text.</summary>
    public string Profile { get; init; } = CorimDocument.Profile;

    /// <summary>Whether the tag of a CoMID stands around its byte string and not in it.</summary>
    public bool TagOutside { get; init; }

    /// <summary>The class's tag and length.</summary>
    public int ClassLength { get; init; } = 32;

    /// <summary>The key of measurements.</summary>
    public string Component { get; init; } = "psa.software-component";

    /// <summary>How many signer ids a measurement has.</summary>
    public int Signers { get; init; } = 1;

    /// <summary>The number of the digests' algorithm.</summary>
    public int Algorithm { get; init; } = 1;

    /// <summary>What is measured.</summary>
    public IReadOnlyList<string> Software { get; init; } = ["SPE", "NSPE"];

    /// <summary>The first byte of the instance id.</summary>
    public byte InstanceType { get; init; } = 1;

    /// <summary>The validity's end in seconds, or null for none.</summary>
    public long? NotAfter { get; init; }

    /// <summary>The file, not signed.</summary>
    public byte[] ToBytes()
    {
        byte[] comid = new CborWriter().Map(2)
            .Whole(1).Map(1).Whole(0).Text("sample")
            .Whole(4).Map(2)
            .Whole(0).Array(1).Array(2).Raw(Environment(withInstance: false)).Raw(Measurements())
            .Whole(3).Array(1).Array(2).Raw(Environment(withInstance: true)).Array(1).Tag(554).Text(KeyPem())
            .ToBytes();
        byte[] tagged = new CborWriter().Tag(506).Raw(comid).ToBytes();
        var writer = new CborWriter().Tag(501).Map(NotAfter is null ? 3 : 4).Whole(0).Text("sample corim").Whole(1).Array(1);
        if (TagOutside)
            writer.Tag(506).Bytes(comid);
        else
            writer.Bytes(tagged);
        writer.Whole(3).Tag(32).Text(Profile);
        return (NotAfter is { } end ? writer.Whole(4).Map(1).Whole(1).Tag(1).Whole(end) : writer).ToBytes();
    }

    /// <summary>The file, signed by the sample maker.</summary>
    public byte[] ToSigned() => TokenSamples.Sign(ToBytes(), "maker");

    /// <summary>The maker's public key as a file.</summary>
    public static byte[] MakerKey()
    {
        using var key = TokenSamples.Key("maker");
        return KeyFile.WritePublic(key.PublicKey);
    }

    private static string KeyPem()
    {
        using var key = TokenSamples.Key();
        return Encoding.ASCII.GetString(KeyFile.WritePublic(key.PublicKey));
    }

    private byte[] Environment(bool withInstance)
    {
        byte[] implementation = TokenSamples.Bytes("implementation", 32)[..ClassLength];
        var writer = new CborWriter().Map(withInstance ? 2 : 1).Whole(0).Map(1).Whole(0).Tag(560).Bytes(implementation);
        if (!withInstance)
            return writer.ToBytes();
        using var key = TokenSamples.Key();
        byte[] instance = InstanceId.OfPoint(key.PublicKey.Raw);
        instance[0] = InstanceType;
        return writer.Whole(1).Tag(550).Bytes(instance).ToBytes();
    }

    private byte[] Measurements()
    {
        var writer = new CborWriter().Array(Software.Count);
        foreach (string name in Software)
        {
            writer.Map(2).Whole(0).Text(Component)
                .Whole(1).Map(4)
                .Whole(0).Map(1).Whole(0).Text(name == "SPE" ? "2.2.2" : "0.0.0")
                .Whole(2).Array(1).Array(2).Whole(Algorithm).Bytes(TokenSamples.Bytes(name, 32))
                .Whole(11).Text(name)
                .Whole(13).Array(Signers);
            for (int i = 0; i < Signers; i++)
                writer.Tag(560).Bytes(TokenSamples.Bytes("signer", 32));
        }

        return writer.ToBytes();
    }
}
