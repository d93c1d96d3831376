using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Files;
using Rootline.Oem.Custody;
using Rootline.Oem.Custody.References;

namespace Rootline.Cli.Config;

/// <summary>Keys of a configuration file, named as docs/keys.md says; their files are found as all files of a configuration.</summary>
/// <param name="form">The map.</param>
/// <param name="context">Terminal, environment, randomness.</param>
internal sealed class KeyForm(ConfigForm form, CommandContext context)
{
    private readonly KeyDesk _desk = new(new CustodyOutside(
        form.Paths.Disk, path => form.Paths.Find(path) ?? context.FullPath(path), new ContextAsker(context), context.Entropy, context.Clock));

    /// <summary>A P-256 private key that is loaded somewhere, so that it must lie in a file; null when a fault was added.</summary>
    /// <param name="key">The key of the map.</param>
    public P256PrivateKey? ReadP256(string key)
    {
        if (Reference(key) is not { } reference)
            return null;
        if (reference is not FileReference file)
        {
            form.Findings.Refuse(form.LineOf(key), CustodyFaults.KeyStays, $"{key}: {reference.Place}: this key is loaded into the card, and that one never leaves where it lies");
            return null;
        }

        return form.ContentOf(key, file.Path, f => KeyFile.ReadPrivate(f, () => _desk.Secrets.Fetch(file.Password, $"password of {file.Path}")));
    }

    /// <summary>A signer; null when a fault was added.</summary>
    /// <param name="key">The key of the map.</param>
    /// <param name="terms">How it shall sign.</param>
    public ISigner? OpenSigner(string key, SignerTerms terms)
    {
        if (Reference(key) is not { } reference)
            return null;
        if (reference is FileReference file && form.Paths.Find(file.Path) is null)
        {
            form.Findings.Add(form.LineOf(key), $"{key}: {file.Path} does not exist");
            return null;
        }

        try
        {
            return _desk.OpenSigner(reference, terms);
        }
        catch (FaultException e)
        {
            form.Findings.Refuse(form.LineOf(key), e.Fault.Code, $"{key}: {e.Fault.What}");
            return null;
        }
    }

    private KeyReference? Reference(string key)
    {
        if (form.Text(key, required: true) is not { } text)
            return null;
        if (KeyReference.Parse(text).Try(out var reference, out var fault))
            return reference;
        form.Findings.Refuse(form.LineOf(key), fault.Code, $"{key}: {fault.What}");
        return null;
    }
}
