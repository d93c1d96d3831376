using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Formats.Psa.Corim;

/// <summary>
/// What the maker of devices says of them: tag 501 {0: id, 1: [CoMID], 3: profile, 4: validity}, alone or in a COSE_Sign1. A CoMID is tag 506
/// in a byte string, or around one. Source: psa-attestation section 9.
/// </summary>
public sealed class CorimDocument
{
    /// <summary>The profile that is read.</summary>
    public const string Profile = "tag:arm.com,2025:psa#1.0.0";

    /// <summary>The longest file in bytes.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const ulong CorimTag = 501;
    private const ulong ComidTag = 506;
    private const ulong UriTag = 32;
    private const ulong TimeTag = 1;
    private readonly List<EndorsedSoftware> _software = [];
    private readonly List<EndorsedKey> _keys = [];

    private CorimDocument()
    {
    }

    /// <summary>The reference values.</summary>
    public IReadOnlyList<EndorsedSoftware> Software => _software;

    /// <summary>The keys of devices.</summary>
    public IReadOnlyList<EndorsedKey> Keys => _keys;

    /// <summary>From when it is valid, or null for always.</summary>
    public DateTimeOffset? NotBefore { get; private set; }

    /// <summary>Until when it is valid, or null for ever.</summary>
    public DateTimeOffset? NotAfter { get; private set; }

    /// <summary>Reads a file, signed or not.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="signer">The key that must have signed it; null where the file itself is trusted, which must not be signed then.</param>
    public static Parsed<CorimDocument> Open(ReadOnlyMemory<byte> file, TokenKey? signer)
    {
        if (file.Length > MaxLength)
            return CorimFaults.Form.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        var reader = new CborReader(file);
        bool isSigned = reader.Next == CborMajor.Tag && reader.Tag() == (ulong)CoseKind.Sign1;
        if (isSigned != (signer is not null))
            return CorimFaults.Signature.Fault(isSigned ? "the CoRIM is signed and no key was named" : "a key was named and the CoRIM is not signed");
        if (signer is null)
            return Parse(file);
        if (!CoseMessage.Parse(file).Try(out var message, out var fault))
            return fault;
        if (message.Header.UnknownCritical.Count > 0)
            return CoseFaults.Critical.Fault($"unknown critical header parameter {message.Header.UnknownCritical[0]}");
        return signer.Check(message) is { } bad ? CorimFaults.Signature.Fault(bad.What) : Parse(message.Payload);
    }

    /// <summary>Reads a file that is not signed.</summary>
    /// <param name="bytes">Tag 501 and its map, nothing after it.</param>
    public static Parsed<CorimDocument> Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var whole = reader.Item();
        reader.End();
        if (reader.Fault is { } malformed)
            return malformed;
        if (whole.Tagged(CorimTag) is not { Major: CborMajor.Map } content)
            return CorimFaults.Form.Fault("the file is not tag 501 around a map");
        if (!ClaimSet.Of(content).Try(out var map, out var fault))
            return fault;
        if (map.Find(3)?.Tagged(UriTag)?.Text is not Profile)
            return CorimFaults.Profile.Fault(map.Find(3) is null ? "the CoRIM names no profile" : "the CoRIM is of another profile");
        var document = new CorimDocument();
        if (document.ReadValidity(map.Find(4)) is { } wrong)
            return wrong;
        if (map.Find(1)?.Elements is not { Count: > 0 } tags)
            return CorimFaults.Form.Fault("the CoRIM holds no tags");
        foreach (var tag in tags)
        {
            if (document.ReadComid(tag) is { } broken)
                return broken;
        }

        return document;
    }

    // Some encoders put the tag into the byte string, others around it.
    private Fault? ReadComid(CborItem tag)
    {
        if ((tag.Bytes ?? tag.Tagged(ComidTag)?.Bytes) is not { } bytes)
            return CorimFaults.Form.Fault("a tag of the CoRIM is no CoMID");
        var reader = new CborReader(bytes);
        var inner = reader.Item();
        reader.End();
        if (reader.Fault is { } malformed)
            return malformed;
        var content = inner.Tagged(ComidTag) ?? inner;
        if (content.Major != CborMajor.Map)
            return CorimFaults.Form.Fault("a CoMID is not a map");
        if (!ClaimSet.Of(content).Try(out var comid, out var fault))
            return fault;
        if (comid.Find(4) is not { Major: CborMajor.Map } triples)
            return CorimFaults.Form.Fault("a CoMID has no triples");
        return ClaimSet.Of(triples).Try(out var statements, out fault) ? new TripleReader(_software, _keys).Read(statements) : fault;
    }

    private Fault? ReadValidity(CborItem? item)
    {
        if (item is not { } validity)
            return null;
        if (validity.Major != CborMajor.Map || !ClaimSet.Of(validity).Try(out var times, out _))
            return CorimFaults.Form.Fault("the validity is not a map");
        NotBefore = Time(times.Find(0));
        NotAfter = Time(times.Find(1));
        return NotAfter is null || (times.Find(0) is not null && NotBefore is null) ? CorimFaults.Form.Fault("the validity has no end, or a time that is not whole seconds") : null;
    }

    private static DateTimeOffset? Time(CborItem? item) =>
        item?.Tagged(TimeTag)?.Whole is { } seconds and >= 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
