using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>A key that tokens are verified with, and what else is known of its device.</summary>
/// <param name="Key">The key.</param>
/// <param name="ImplementationId">The implementation id that the device must attest, 32 bytes; null when none is known.</param>
public sealed record TokenAnchor(TokenKey Key, ReadOnlyMemory<byte>? ImplementationId);
