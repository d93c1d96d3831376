using Rootline.Formats.Files.Keys;

namespace Rootline.Links.Pkcs11;

/// <summary>A private key of a token, of which only the handle is here.</summary>
/// <param name="Handle">Valid in its session.</param>
/// <param name="PublicKey">The public half.</param>
/// <param name="AsksEachTime">Whether the token wants the PIN again for each signature.</param>
public sealed record TokenKey(nuint Handle, PublicKeyInfo PublicKey, bool AsksEachTime);
