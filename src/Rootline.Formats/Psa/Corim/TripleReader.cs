using System.Text;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Formats.Psa.Corim;

/// <summary>
/// Reads the triples of a CoMID by the rules of the PSA profile: reference values (0) and attestation keys (3); others are not looked at.
/// Source: psa-attestation section 9.
/// </summary>
/// <param name="software">Where reference values go.</param>
/// <param name="keys">Where keys go.</param>
internal sealed class TripleReader(List<EndorsedSoftware> software, List<EndorsedKey> keys)
{
    private const string Component = "psa.software-component";
    private const ulong BytesTag = 560;
    private const ulong UeidTag = 550;
    private const ulong KeyTag = 554;
    private const int ClassLength = 32;

    /// <summary>Reads the triples.</summary>
    /// <param name="triples">The map of triples.</param>
    /// <returns>Null, or what is wrong.</returns>
    public Fault? Read(ClaimSet triples) => ReadAll(triples.Find(0), Reference) ?? ReadAll(triples.Find(3), Key);

    private static Fault? ReadAll(CborItem? list, Func<ClaimSet, CborItem, Fault?> read)
    {
        if (list is not { } triples)
            return null;
        if (triples.Elements is not { } items)
            return CorimFaults.Triple.Fault("triples are not a list");
        foreach (var item in items)
        {
            if (item.Elements is not { Count: 2 } pair || pair[0].Major != CborMajor.Map || !ClaimSet.Of(pair[0]).Try(out var environment, out _))
                return CorimFaults.Triple.Fault("a triple is not an environment and its statements");
            if (read(environment, pair[1]) is { } fault)
                return fault;
        }

        return null;
    }

    private Fault? Reference(ClaimSet environment, CborItem measurements)
    {
        if (Class(environment) is not { } implementation)
            return CorimFaults.Triple.Fault("the class of a reference value is not an implementation id of 32 bytes");
        if (measurements.Elements is not { Count: > 0 } items)
            return CorimFaults.Triple.Fault("a reference value has no measurements");
        foreach (var item in items)
        {
            if (Measurement(implementation, item) is not { } found)
                return CorimFaults.Triple.Fault("a measurement is not a psa.software-component with digests and one signer id of 32, 48 or 64 bytes");
            software.Add(found);
        }

        return null;
    }

    private static EndorsedSoftware? Measurement(ReadOnlyMemory<byte> implementation, CborItem item)
    {
        if (Map(item) is not { } measurement || measurement.Find(0)?.Text != Component || Map(measurement.Find(1)) is not { } value)
            return null;
        if (value.Find(13)?.Elements is not [var signer] || signer.Tagged(BytesTag)?.Bytes is not { } signerId || !IsHash(signerId))
            return null;
        if (value.Find(2)?.Elements is not { Count: > 0 } list)
            return null;
        var digests = list.Select(Digest).ToList();
        if (digests.Any(d => d is null))
            return null;
        string? version = null;
        if (value.Find(0) is { } versionMap && (version = Map(versionMap)?.Find(0)?.Text) is null)
            return null;
        if (value.Find(11) is { Text: null })
            return null;
        return new(implementation, signerId, digests.ConvertAll(d => d!.Value)) { MeasurementType = value.Find(11)?.Text, Version = version };
    }

    // The number of the algorithm decides the length: 1 SHA-256, 7 SHA-384, 8 SHA-512.
    private static ReadOnlyMemory<byte>? Digest(CborItem item)
    {
        if (item.Elements is not [var algorithm, var value] || value.Bytes is not { } bytes)
            return null;
        int length = algorithm.Whole switch { 1 => 32, 7 => 48, 8 => 64, _ => 0 };
        return bytes.Length == length ? bytes : default(ReadOnlyMemory<byte>?);
    }

    private Fault? Key(ClaimSet environment, CborItem list)
    {
        if (Class(environment) is not { } implementation)
            return CorimFaults.Triple.Fault("the class of an attestation key is not an implementation id of 32 bytes");
        if (environment.Find(1)?.Tagged(UeidTag)?.Bytes is not { Length: InstanceId.Length } instance || instance.Span[0] != InstanceId.Type)
            return CorimFaults.Triple.Fault("the instance of an attestation key is not an instance id of 33 bytes");
        if (list.Elements is not [var item] || item.Tagged(KeyTag)?.Text is not { } pem || PemText.Decode(Encoding.ASCII.GetBytes(pem), "PUBLIC KEY") is not { } block)
            return CorimFaults.Triple.Fault("an attestation key is not exactly one public key in PEM");
        using var der = block.Der;
        if (!TokenKey.FromSpki(der.Span).Try(out var key, out var fault))
            return CorimFaults.Triple.Fault($"an attestation key is {fault.What}");
        key.Dispose();
        keys.Add(new(implementation, instance, der.Span.ToArray()));
        return null;
    }

    private static ReadOnlyMemory<byte>? Class(ClaimSet environment) =>
        Map(environment.Find(0))?.Find(0)?.Tagged(BytesTag)?.Bytes is { Length: ClassLength } id ? id : default(ReadOnlyMemory<byte>?);

    private static ClaimSet? Map(CborItem? item) =>
        item is { Major: CborMajor.Map } map && ClaimSet.Of(map).Try(out var read, out _) ? read : null;

    private static bool IsHash(ReadOnlyMemory<byte> bytes) => bytes.Length is 32 or 48 or 64;
}
