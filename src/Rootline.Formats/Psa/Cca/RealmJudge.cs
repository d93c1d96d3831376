using System.Security.Cryptography;
using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Rules;

namespace Rootline.Formats.Psa.Cca;

/// <summary>Judges the claims of a realm token, and what binds it to its platform's. Source: psa-attestation section 10.</summary>
public static class RealmJudge
{
    private const int Extensible = 4;

    /// <summary>Judges the claims.</summary>
    /// <param name="set">The realm token's payload.</param>
    /// <param name="reasons">Where the rules that are broken go.</param>
    public static RealmClaims Judge(ClaimSet set, List<Fault> reasons)
    {
        var reader = new ClaimReader(set, " in the realm token", reasons);
        reader.Bytes("instanceId", 256, required: false, l => l is >= 7 and <= 33, "7 to 33");
        return new()
        {
            Profile = reader.Text("profile", 265, required: false),
            Challenge = reader.Bytes("challenge", 10, required: true, l => l == 64, "64"),
            Personalisation = reader.Bytes("personalisation", 44235, required: true, l => l == 64, "64"),
            HashAlgorithm = reader.Text("hashAlgorithm", 44236, required: true),
            PublicKey = reader.Bytes("publicKey", 44237, required: true, _ => true, "any"),
            InitialMeasurement = reader.Bytes("initialMeasurement", 44238, required: true, IsHash, "32, 48 or 64"),
            ExtensibleMeasurements = Measurements(reader, reasons),
            PublicKeyHashAlgorithm = reader.Text("publicKeyHashAlgorithm", 44240, required: true),
        };
    }

    /// <summary>The realm's key, or null when the claim holds none of a known form.</summary>
    /// <param name="claim">COSE_Key with the keys 1, -1, -2, -3, or 04‖X‖Y.</param>
    public static TokenKey? KeyOf(ReadOnlyMemory<byte> claim)
    {
        if (claim.Span is [4, ..])
            return TokenKey.FromPoint(claim.Span[1..]);
        if (!ClaimSet.Parse(claim).Try(out var key, out _) || key.Find(1)?.Whole != 2)
            return null;
        int? curve = (int?)key.Find(-1)?.Whole;
        if (key.Find(-2)?.Bytes is not { } x || key.Find(-3)?.Bytes is not { } y || x.Length != y.Length)
            return null;
        return curve == x.Length switch { 32 => 1, 48 => 2, 66 => 3, _ => 0 } ? TokenKey.FromPoint([.. x.Span, .. y.Span]) : null;
    }

    /// <summary>The nonce that binds a platform token to a realm: the hash of the realm's key claim.</summary>
    /// <param name="claims">The realm's claims.</param>
    /// <returns>The hash, or null when a claim is missing or the algorithm is not known.</returns>
    public static byte[]? Binding(RealmClaims claims) => claims.PublicKey is not { } key ? null : claims.PublicKeyHashAlgorithm switch
    {
        "sha-256" => SHA256.HashData(key.Span),
        "sha-384" => SHA384.HashData(key.Span),
        "sha-512" => SHA512.HashData(key.Span),
        _ => null,
    };

    private static bool IsHash(int length) => length is 32 or 48 or 64;

    private static List<ReadOnlyMemory<byte>>? Measurements(ClaimReader reader, List<Fault> reasons)
    {
        if (reader.Find("extensibleMeasurements", 44239, required: true) is not { } list)
            return null;
        if (list.Major != CborMajor.Array)
        {
            reader.Wrong("extensibleMeasurements", list);
            return null;
        }

        var items = new CborReader(list.Encoded);
        int count = items.Array();
        var found = new List<ReadOnlyMemory<byte>>();
        for (int i = 0; i < count && i < Extensible; i++)
        {
            if (items.Item().Bytes is { } bytes && IsHash(bytes.Length))
                found.Add(bytes);
        }

        if (count == Extensible && found.Count == Extensible)
            return found;
        reasons.Add(ClaimFaults.Length.Fault("extensibleMeasurements of the realm token are not four of 32, 48 or 64 bytes"));
        return null;
    }
}
