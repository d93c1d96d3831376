using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;
using Rootline.Oem.Custody.References;

namespace Rootline.Cli.Commands.Image;

/// <summary>The keys of a command line for images: references, and a password's source for those that name none themselves.</summary>
/// <param name="context">Disk, terminal, environment.</param>
/// <param name="password">Where the password of key files lies; null: it is asked for.</param>
internal sealed class ImageKeys(CommandContext context, SecretSource? password)
{
    private readonly KeyDesk _desk = ContextAsker.Desk(context);

    /// <summary>Opens a signer.</summary>
    /// <param name="key">The reference.</param>
    /// <param name="terms">How it signs.</param>
    /// <returns>The signer; the caller's.</returns>
    public ISigner OpenSigner(string key, SignerTerms terms) => _desk.OpenSigner(Reference(key), terms);

    /// <summary>Reads a public key.</summary>
    /// <param name="key">The reference.</param>
    public PublicKeyInfo ReadPublic(string key) => _desk.ReadPublic(Reference(key));

    /// <summary>Reads a private key.</summary>
    /// <param name="key">The reference.</param>
    /// <returns>The key; the caller's.</returns>
    public PrivateKey ReadPrivate(string key) => _desk.ReadPrivate(Reference(key));

    private KeyReference Reference(string key)
    {
        var reference = KeyReference.Parse(key).OrThrow();
        return reference is FileReference { Password: null } file ? file with { Password = password } : reference;
    }
}
