using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Rules;

/// <summary>Takes claims out of a map by type and size, and notes what is wrong. A claim that is wrong is null.</summary>
/// <param name="claims">The map.</param>
/// <param name="place">Where the map is, in messages: empty, or <c> in component 0</c>.</param>
/// <param name="reasons">Where faults go.</param>
internal sealed class ClaimReader(ClaimSet claims, string place, List<Fault> reasons)
{
    /// <summary>A byte string.</summary>
    /// <param name="name">The claim's name in messages.</param>
    /// <param name="label">Its key; null where the profile has none.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="fits">Whether a length in bytes is allowed.</param>
    /// <param name="allowed">The allowed lengths in words.</param>
    public ReadOnlyMemory<byte>? Bytes(string name, long? label, bool required, Func<int, bool> fits, string allowed)
    {
        if (Find(name, label, required) is not { } item)
            return null;
        if (item.Bytes is not { } bytes)
            return Wrong(name, item);
        if (fits(bytes.Length))
            return bytes;
        reasons.Add(ClaimFaults.Length.Fault($"{name} length {bytes.Length}{place}, allowed: {allowed}"));
        return null;
    }

    /// <summary>An integer.</summary>
    /// <param name="name">The claim's name in messages.</param>
    /// <param name="label">Its key; null where the profile has none.</param>
    /// <param name="required">Whether it must be there.</param>
    public long? Whole(string name, long? label, bool required)
    {
        if (Find(name, label, required) is not { } item)
            return null;
        if (item.Whole is { } number)
            return number;
        if (item.Major is CborMajor.Natural or CborMajor.Negative)
            Value($"{name} is beyond 64 bits");
        else
            Wrong(name, item);
        return null;
    }

    /// <summary>A text.</summary>
    /// <param name="name">The claim's name in messages.</param>
    /// <param name="label">Its key; null where the profile has none.</param>
    /// <param name="required">Whether it must be there.</param>
    public string? Text(string name, long? label, bool required)
    {
        if (Find(name, label, required) is not { } item)
            return null;
        if (item.Major != CborMajor.Text)
            Wrong(name, item);
        else if (item.Text is null)
            Value($"{name} is not UTF-8");
        return item.Text;
    }

    /// <summary>Notes that a value is not allowed.</summary>
    /// <param name="what">What.</param>
    public void Value(string what) => reasons.Add(ClaimFaults.Value.Fault(what + place));

    /// <summary>The claim as it stands, or null; a missing one is noted.</summary>
    /// <param name="name">The claim's name in messages.</param>
    /// <param name="label">Its key; null where the profile has none.</param>
    /// <param name="required">Whether it must be there.</param>
    public CborItem? Find(string name, long? label, bool required)
    {
        if (label is null)
            return null;
        var item = claims.Find(label);
        if (item is null && required)
            reasons.Add(ClaimFaults.Missing.Fault($"{name} missing{place}"));
        return item;
    }

    /// <summary>Notes that a claim is of the wrong type.</summary>
    /// <param name="name">The claim's name in messages.</param>
    /// <param name="item">The claim.</param>
    public ReadOnlyMemory<byte>? Wrong(string name, CborItem item)
    {
        reasons.Add(ClaimFaults.Type.Fault($"{name} is {item.Kind}{place}"));
        return null;
    }
}
