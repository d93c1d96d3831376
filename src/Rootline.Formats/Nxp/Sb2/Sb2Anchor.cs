using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>What a device knows of its owner: which root keys it trusts.</summary>
/// <param name="RootKeyTableHash">
/// The device's RKTH (CMPA ROTKH), 32 bytes. Empty when there is none to compare with: then the signature proves only that the
/// file is whole, not whose it is.
/// </param>
public sealed record Sb2Anchor(ReadOnlyMemory<byte> RootKeyTableHash)
{
    private const int RevokeBits = 2;
    private const uint RevokeMask = (1u << RevokeBits) - 1;
    private const uint Enabled = 1;

    /// <summary>No device: any root key will do.</summary>
    public static Sb2Anchor None { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The device's ROTKH_REVOKE (CFPA): 2 bits a root key, 01 = enabled. Null where it is not judged.</summary>
    public uint? RootRevoke { get; init; }

    /// <summary>Whether a root key is enabled by a ROTKH_REVOKE word.</summary>
    /// <param name="revoke">The word.</param>
    /// <param name="index">The key's place in the root key table, 0 to 3.</param>
    public static bool Enables(uint revoke, int index) => ((revoke >> (RevokeBits * index)) & RevokeMask) == Enabled;

    /// <summary>Judges chain, root and signature of a file.</summary>
    /// <param name="signed">Everything before the signature.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="certificates">The file's certificates.</param>
    internal Fault? Check(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, CertificateBlock certificates)
    {
        if (certificates.CheckChain() is { } fault)
            return fault;
        if (!RootKeyTableHash.IsEmpty && !CryptographicOperations.FixedTimeEquals(certificates.RootKeys.Hash(), RootKeyTableHash.Span))
            return Sb2Faults.RootKey.Because("the file's root key table is not the device's");
        int index = certificates.RootKeys.IndexOf(certificates.Root);
        if (RootRevoke is { } revoke && !Enables(revoke, index))
            return Sb2Faults.RootRevoked.Because($"root key {index} is not enabled by ROTKH_REVOKE {revoke:x8}");
        return certificates.Signer.Verifies(signed, signature)
            ? null
            : Sb2Faults.Signature.Because("the signature does not verify with the last certificate's key");
    }
}
