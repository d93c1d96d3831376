using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Store;

/// <summary>Faults of the files that a verifier of tokens keeps.</summary>
public static class StoreFaults
{
    /// <summary>Not the one form of the file.</summary>
    public static readonly FaultCode Form = new(
        "attest-store", Party.File, "a store of keys or of nonces is not in its canonical form", "take the file from a backup; only rootline attest writes it");

    /// <summary>Written by a newer version.</summary>
    public static readonly FaultCode Newer = new(
        "attest-store-newer", Party.File, "a store of keys or of nonces has a schema version that this version does not know", "use the version that wrote it or a later one");
}
