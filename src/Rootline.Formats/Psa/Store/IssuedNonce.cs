namespace Rootline.Formats.Psa.Store;

/// <summary>A challenge that was given out and not answered yet.</summary>
/// <param name="Nonce">32, 48 or 64 bytes.</param>
/// <param name="Expires">When it is worth nothing any more, to the millisecond, UTC.</param>
public sealed record IssuedNonce(ReadOnlyMemory<byte> Nonce, DateTimeOffset Expires);
