using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa;

/// <summary>
/// A token's payload as it stands: exactly one map of definite lengths, no key twice, nothing after it. What the claims mean is the
/// profile's to say. Source: psa-attestation section 6, step 4.
/// </summary>
public sealed class ClaimSet
{
    private readonly List<(long Label, CborItem Value)> _claims = [];

    private ClaimSet()
    {
    }

    /// <summary>The claims whose keys are numbers, in their order.</summary>
    public IReadOnlyList<(long Label, CborItem Value)> Claims => _claims;

    /// <summary>The instance id that is claimed, by the key of either profile, of whatever length; null when none is.</summary>
    public ReadOnlyMemory<byte>? InstanceId => (Find(ClaimLabels.Rfc9783.InstanceId) ?? Find(ClaimLabels.Profile1.InstanceId))?.Bytes;

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The bytes. The result keeps slices of them.</param>
    public static Parsed<ClaimSet> Parse(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
            return Cose.CoseFaults.Payload.Fault("the payload is empty");
        var set = new ClaimSet();
        var reader = new CborReader(payload);
        set.ReadMap(ref reader);
        reader.End();
        return reader.Fault is { } fault ? fault : set;
    }

    /// <summary>The claim of a key, or null.</summary>
    /// <param name="label">The key.</param>
    public CborItem? Find(long? label)
    {
        foreach (var (known, value) in _claims)
        {
            if (known == label)
                return value;
        }

        return null;
    }

    /// <summary>Reads a map of numbers and texts; a software component is one too.</summary>
    /// <param name="map">The item.</param>
    public static Parsed<ClaimSet> Of(CborItem map) => Parse(map.Encoded);

    private void ReadMap(ref CborReader reader)
    {
        int count = reader.Map();
        if (count > CborLimits.Keys)
            reader.Fail(CborFaults.Keys, $"{count} keys, at most {CborLimits.Keys} are read");
        List<string>? texts = null;
        for (int i = 0; i < count && reader.Ok; i++)
        {
            var key = reader.Item();
            var value = reader.Item();
            if (!reader.Ok)
                return;
            if (key.Whole is { } label)
                Add(ref reader, label, value);
            else if (key.Text is { } text)
                AddText(ref reader, text, texts ??= []);
            else
                reader.Fail(CborFaults.Keys, $"a key is {key.Kind}");
        }
    }

    private void Add(ref CborReader reader, long label, CborItem value)
    {
        if (Find(label) is not null)
            reader.Fail(CborFaults.DuplicateKey, $"key {label} stands twice");
        else
            _claims.Add((label, value));
    }

    private static void AddText(ref CborReader reader, string text, List<string> texts)
    {
        if (texts.Contains(text))
            reader.Fail(CborFaults.DuplicateKey, "a key that is a text stands twice");
        texts.Add(text);
    }
}
