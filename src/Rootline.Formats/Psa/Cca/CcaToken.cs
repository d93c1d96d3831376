using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Cca;

/// <summary>
/// The token of an Arm CCA realm: tag 907, 399 before, around {44234: platform token, 44241: realm token}, each a byte string or [263, byte string].
/// Source: psa-attestation section 10.
/// </summary>
/// <param name="Platform">The platform token.</param>
/// <param name="Realm">The realm token.</param>
public sealed record CcaToken(ReadOnlyMemory<byte> Platform, ReadOnlyMemory<byte> Realm)
{
    private const ulong Tag = 907;
    private const ulong LegacyTag = 399;
    private const long PlatformKey = 44234;
    private const long RealmKey = 44241;
    private const long CwtContentFormat = 263;

    /// <summary>Whether a token begins as a collection does.</summary>
    /// <param name="token">The token.</param>
    public static bool IsOne(ReadOnlyMemory<byte> token)
    {
        var reader = new CborReader(token);
        return reader.Next == CborMajor.Tag && reader.Tag() is Tag or LegacyTag;
    }

    /// <summary>Reads a collection; the tokens in it are not looked at.</summary>
    /// <param name="bytes">One CBOR item, nothing after it. The result keeps slices of it.</param>
    public static Parsed<CcaToken> Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var whole = reader.Item();
        reader.End();
        if (reader.Fault is { } malformed)
            return malformed;
        if (whole.Major != CborMajor.Tag || whole.Argument is not (Tag or LegacyTag) || (CborMajor)(whole.Content.Span[0] >> 5) != CborMajor.Map)
            return Cose.CoseFaults.Envelope.Fault("not a CCA collection: tag 907 or 399 around a map");
        if (!ClaimSet.Parse(whole.Content).Try(out var map, out var fault))
            return fault;
        if (TokenOf(map.Find(PlatformKey)) is not { } platform)
            return Cose.CoseFaults.Envelope.Fault("the collection has no platform token");
        return TokenOf(map.Find(RealmKey)) is { } realm
            ? new CcaToken(platform, realm)
            : Cose.CoseFaults.Envelope.Fault("the collection has no realm token");
    }

    private static ReadOnlyMemory<byte>? TokenOf(CborItem? item)
    {
        if (item is not { Major: CborMajor.Array } list)
            return item?.Bytes;
        var reader = new CborReader(list.Encoded);
        if (reader.Array() != 2 || reader.Item().Whole != CwtContentFormat)
            return null;
        return reader.Item().Bytes;
    }
}
