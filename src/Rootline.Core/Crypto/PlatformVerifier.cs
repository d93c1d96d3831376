namespace Rootline.Core.Crypto;

/// <summary>The verifier of the base library.</summary>
internal sealed class PlatformVerifier(P256PublicKey key) : P256Verifier
{
    public override bool IsNative => false;

    public override void Dispose() => key.Dispose();

    private protected override bool VerifyRaw(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => key.VerifyDigest(digest, signature);
}
