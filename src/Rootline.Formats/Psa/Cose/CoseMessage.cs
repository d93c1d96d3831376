using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Cose;

/// <summary>
/// A token's envelope, COSE_Sign1 or COSE_Mac0: tag 18 or 17 around [protected header, unprotected header, payload, signature or
/// MAC]. Not wrapped in a CWT tag. Source: RFC 9052 4.2 and 6.2; psa-attestation section 2.
/// </summary>
public sealed class CoseMessage
{
    private const int Parts = 4;

    private CoseMessage(CoseKind kind, ReadOnlyMemory<byte> protectedHeader, CoseHeader header, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> authenticator) =>
        (Kind, ProtectedHeader, Header, Payload, Authenticator) = (kind, protectedHeader, header, payload, authenticator);

    /// <summary>Which envelope.</summary>
    public CoseKind Kind { get; }

    /// <summary>The bytes of the protected header, as they were signed.</summary>
    public ReadOnlyMemory<byte> ProtectedHeader { get; }

    /// <summary>What the headers say.</summary>
    public CoseHeader Header { get; }

    /// <summary>The payload: at least one byte.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The signature r‖s or the MAC, of whatever length it was sent.</summary>
    public ReadOnlyMemory<byte> Authenticator { get; }

    /// <summary>Reads an envelope; its signature is not looked at.</summary>
    /// <param name="bytes">One CBOR item, nothing after it. The result keeps slices of it.</param>
    public static Parsed<CoseMessage> Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var whole = reader.Item();
        reader.End();
        if (reader.Fault is { } malformed)
            return malformed;
        if (whole.Major != CborMajor.Tag || whole.Argument is not ((ulong)CoseKind.Sign1 or (ulong)CoseKind.Mac0))
            return CoseFaults.Envelope.Fault(whole.Major == CborMajor.Tag ? $"tag {whole.Argument}, a token has 18 or 17" : $"the item is {whole.Kind} without a tag");
        var kind = (CoseKind)whole.Argument;
        var parts = new CborReader(whole.Content);
        if (parts.Next != CborMajor.Array || parts.Array() != Parts)
            return CoseFaults.Envelope.Fault($"tag {whole.Argument} is not around an array of four");
        var (head, unprotectedHeader, payload, authenticator) = (parts.Item(), parts.Item(), parts.Item(), parts.Item());
        if (head.Major != CborMajor.Bytes || unprotectedHeader.Major != CborMajor.Map || authenticator.Major != CborMajor.Bytes)
            return CoseFaults.Envelope.Fault("the four parts are not bytes, a map, bytes and bytes");
        if (payload.Major != CborMajor.Bytes)
            return CoseFaults.Payload.Fault($"the payload is {payload.Kind}, not bytes");
        return CoseHeader.Read(kind, head.Content, unprotectedHeader).Try(out var header, out var fault)
            ? new CoseMessage(kind, head.Content, header, payload.Content, authenticator.Content)
            : fault;
    }

    /// <summary>The bytes that are signed or MACed.</summary>
    public byte[] ToBeAuthenticated() => ToBeAuthenticated(Kind, ProtectedHeader.Span, Payload.Span);

    /// <summary>The protected header that names an algorithm and nothing else.</summary>
    /// <param name="algorithm">The algorithm.</param>
    internal static byte[] HeaderOf(CoseAlgorithm algorithm) => new CborWriter().Map(1).Whole(1).Whole((int)algorithm).ToBytes();

    /// <summary>Writes an envelope.</summary>
    /// <param name="algorithm">The algorithm, which decides the envelope.</param>
    /// <param name="keyId">The key id for the unprotected header, or null.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="authenticator">The signature or MAC.</param>
    internal static byte[] Write(CoseAlgorithm algorithm, ReadOnlyMemory<byte>? keyId, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> authenticator)
    {
        var writer = new CborWriter().Tag((ulong)KindOf(algorithm)).Array(Parts).Bytes(HeaderOf(algorithm));
        if (keyId is { } id)
            writer.Map(1).Whole(4).Bytes(id.Span);
        else
            writer.Map(0);
        return writer.Bytes(payload).Bytes(authenticator).ToBytes();
    }

    /// <summary>The bytes that are signed or MACed of a token in the making.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="payload">The payload.</param>
    internal static byte[] ToBeAuthenticated(CoseAlgorithm algorithm, ReadOnlySpan<byte> payload) =>
        ToBeAuthenticated(KindOf(algorithm), HeaderOf(algorithm), payload);

    private static CoseKind KindOf(CoseAlgorithm algorithm) => algorithm.IsMac() ? CoseKind.Mac0 : CoseKind.Sign1;

    private static byte[] ToBeAuthenticated(CoseKind kind, ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> payload) =>
        new CborWriter().Array(Parts).Text(kind == CoseKind.Sign1 ? "Signature1" : "MAC0").Bytes(protectedHeader).Bytes(default).Bytes(payload).ToBytes();
}
