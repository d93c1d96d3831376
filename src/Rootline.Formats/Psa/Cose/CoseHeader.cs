using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Cose;

/// <summary>What both headers of a token say together. Source: RFC 9052 3.1; psa-attestation sections 2 and 6.</summary>
/// <param name="Algorithm">The algorithm, of the protected header.</param>
/// <param name="KeyId">The key id, or null.</param>
/// <param name="UnknownCritical">Labels that are said to be critical and are not understood here.</param>
public sealed record CoseHeader(CoseAlgorithm Algorithm, ReadOnlyMemory<byte>? KeyId, IReadOnlyList<string> UnknownCritical)
{
    private const string AlgorithmLabel = "1";
    private const string CriticalLabel = "2";
    private const string KeyIdLabel = "4";
    private const string ChainLabel = "33";

    // Labels that are acted upon here; whoever calls another one critical wants more than is done.
    private static readonly string[] Known = [AlgorithmLabel, KeyIdLabel, ChainLabel];

    /// <summary>The certificates that the token brings (x5chain, RFC 9360 2), DER, the device's first; nothing of them is proved. Empty without any.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain { get; init; } = [];

    /// <summary>Reads both headers of a token.</summary>
    /// <param name="kind">The envelope, which the algorithm must fit.</param>
    /// <param name="protectedHeader">The bytes of the protected header's byte string.</param>
    /// <param name="unprotectedHeader">The map of the unprotected header.</param>
    internal static Parsed<CoseHeader> Read(CoseKind kind, ReadOnlyMemory<byte> protectedHeader, CborItem unprotectedHeader)
    {
        if (!Labels(protectedHeader).Try(out var inside, out var fault) || !Labels(unprotectedHeader.Encoded).Try(out var outside, out fault))
            return fault;
        if (inside.Keys.FirstOrDefault(outside.ContainsKey) is { } twice && twice != AlgorithmLabel)
            return CoseFaults.Header.Fault($"label {twice} stands in both headers");
        if (!inside.TryGetValue(AlgorithmLabel, out var algorithm))
            return CoseFaults.NoAlgorithm.Fault(outside.ContainsKey(AlgorithmLabel) ? "alg only in the unprotected header" : protectedHeader.IsEmpty ? "the protected header is an empty byte string: no alg" : "the protected header has no alg");
        if (outside.ContainsKey(AlgorithmLabel))
            return CoseFaults.Header.Fault("alg stands in both headers");
        if (algorithm.Whole is not { } number || CoseAlgorithms.Of(number) is not { } known)
            return CoseFaults.Algorithm.Fault(algorithm.Whole is { } other ? $"alg is {other}" : $"alg is {algorithm.Kind}");
        if (known.IsMac() != (kind == CoseKind.Mac0))
            return CoseFaults.Algorithm.Fault($"tag {(int)kind} around {known.Name()}");
        if (!KeyIdOf(inside, outside).Try(out var keyId, out fault) || !Critical(inside).Try(out var critical, out fault))
            return fault;
        return outside.ContainsKey(CriticalLabel)
            ? CoseFaults.Header.Fault("crit stands in the unprotected header")
            : ChainOf(inside, outside).Try(out var chain, out fault) ? new CoseHeader(known, keyId.Bytes, critical) { Chain = chain } : fault;
    }

    // One certificate is a byte string; an array has two at least.
    private static Parsed<List<ReadOnlyMemory<byte>>> ChainOf(Dictionary<string, CborItem> inside, Dictionary<string, CborItem> outside)
    {
        if (!inside.TryGetValue(ChainLabel, out var item) && !outside.TryGetValue(ChainLabel, out item))
            return new List<ReadOnlyMemory<byte>>();
        if (item.Bytes is { } alone)
            return new List<ReadOnlyMemory<byte>> { alone };
        if (item.Elements is not { Count: > 1 } elements || elements.Any(e => e.Major != CborMajor.Bytes))
            return CoseFaults.Header.Fault("x5chain is neither a certificate nor an array of two or more");
        return elements.Select(e => e.Content).ToList();
    }

    private static Parsed<CborItem> KeyIdOf(Dictionary<string, CborItem> inside, Dictionary<string, CborItem> outside)
    {
        if (!inside.TryGetValue(KeyIdLabel, out var item) && !outside.TryGetValue(KeyIdLabel, out item))
            return default(CborItem);
        return item.Major == CborMajor.Bytes ? item : CoseFaults.Header.Fault($"kid is {item.Kind}");
    }

    private static Parsed<List<string>> Critical(Dictionary<string, CborItem> inside)
    {
        if (!inside.TryGetValue(CriticalLabel, out var item))
            return new List<string>();
        var reader = new CborReader(item.Encoded);
        int count = reader.Array();
        var unknown = new List<string>();
        for (int i = 0; i < count && reader.Ok; i++)
        {
            if (LabelOf(reader.Item()) is not { } label)
                reader.Fail(CoseFaults.Header, "crit holds something that is no label");
            else if (!inside.ContainsKey(label))
                reader.Fail(CoseFaults.Header, $"crit names label {label}, which is not in the protected header");
            else if (!Known.Contains(label))
                unknown.Add(label);
        }

        if (reader.Ok && count == 0)
            return CoseFaults.Header.Fault("crit is empty");
        return reader.Fault is { } fault ? fault : unknown;
    }

    // An empty byte string stands for an empty map (RFC 9052 3).
    private static Parsed<Dictionary<string, CborItem>> Labels(ReadOnlyMemory<byte> map)
    {
        var labels = new Dictionary<string, CborItem>();
        if (map.IsEmpty)
            return labels;
        var reader = new CborReader(map);
        int count = reader.Map();
        if (count > CborLimits.Keys)
            reader.Fail(CborFaults.Keys, $"{count} labels, at most {CborLimits.Keys} are read");
        for (int i = 0; i < count && reader.Ok; i++)
        {
            string? label = LabelOf(reader.Item());
            var value = reader.Item();
            if (!reader.Ok)
                break;
            if (label is null)
                reader.Fail(CoseFaults.Header, "a label is neither a number nor a text");
            else if (!labels.TryAdd(label, value))
                reader.Fail(CborFaults.DuplicateKey, $"label {label} stands twice");
        }

        reader.End();
        return reader.Fault is { } fault ? fault : labels;
    }

    // A text is written with quotation marks, so that it is never taken for a number.
    private static string? LabelOf(CborItem item) => item.Whole is { } number
        ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : item.Text is { } text ? $"\"{text}\"" : null;
}
