namespace Rootline.Formats.Tfm;

/// <summary>How a build of TF-M lays <see cref="Bl2Data"/> out. Source: tfm-provisioning section 4.3.</summary>
/// <param name="RotpkLength">Bytes of a root of trust public key: 32 or 48 (its hash), 68 or 100 (the raw point, filled to words).</param>
/// <param name="Rotpks">How many keys: 2 to 4.</param>
/// <param name="HasPolicies">Whether the word of key policies is there: 2.3 and later, as built.</param>
/// <param name="HasBl1Rotpk">Whether the key of BL1 is there (32 bytes): 1.5 with BL1.</param>
/// <param name="HasSecureDebugKey">Whether the hash of the secure debug key is there (32 bytes).</param>
public sealed record Bl2DataLayout(int RotpkLength = 32, int Rotpks = 2, bool HasPolicies = false, bool HasBl1Rotpk = false, bool HasSecureDebugKey = false)
{
    /// <summary>Bytes of a key's hash that is not a root of trust key of BL2.</summary>
    public const int HashLength = 32;

    /// <summary>Length without the magic.</summary>
    public int ValuesLength => (HasPolicies ? 4 : 0) + (Rotpks * RotpkLength) + (HasBl1Rotpk ? HashLength : 0) + (HasSecureDebugKey ? HashLength : 0);

    /// <summary>Length of the struct in bytes.</summary>
    public int Length => 4 + ValuesLength;
}
