using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary>Secrets of one device that were made elsewhere, in files; what is not named is drawn at random.</summary>
internal sealed class BundleImports
{
    private readonly Option<string?> _huk = Secret("--huk", "the hardware unique key, 64 hexadecimal digits");
    private readonly Option<string?> _iak = Secret("--iak", "the attestation key: a P-256 private key, or 64 hexadecimal digits for hmac");
    private readonly Option<string?> _bootSeed = Secret("--boot-seed", "the boot seed, 64 hexadecimal digits");
    private readonly Option<string?> _entropy = Secret("--entropy-seed", "the entropy seed, 128 hexadecimal digits");
    private readonly Option<string?> _decryption = Secret("--image-decryption-key", "the key that encrypted images are decrypted with, 64 hexadecimal digits; none where it is not given");

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_huk, _iak, _bootSeed, _entropy, _decryption];

    /// <summary>Reads them; the caller disposes the result.</summary>
    /// <param name="context">Disk, folder, terminal.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="iakType">Type of the attestation key.</param>
    public Owned Read(CommandContext context, ParseResult parse, IakType iakType) => new(new(
        BundleInput.ReadSecret(context, parse.GetValue(_huk)),
        Attestation(context, parse.GetValue(_iak), iakType),
        BundleInput.ReadSecret(context, parse.GetValue(_bootSeed)),
        BundleInput.ReadSecret(context, parse.GetValue(_entropy)),
        BundleInput.ReadSecret(context, parse.GetValue(_decryption))));

    private static Option<string?> Secret(string name, string what) => new(name) { Description = what, HelpName = "FILE" };

    private static Secret? Attestation(CommandContext context, string? name, IakType type)
    {
        if (name is null || type != IakType.SecpR1)
            return BundleInput.ReadSecret(context, name);
        using var key = ContextAsker.Desk(context).ReadPrivate(name);
        return key.Kind == KeyKind.EcP256
            ? Core.Secrets.Secret.CopyOf(key.Raw)
            : throw BundleFaults.Key.Exception($"{name} is a key of the kind {key.Kind.Name()}");
    }

    /// <summary>Imported secrets, wiped together.</summary>
    /// <param name="Secrets">The secrets.</param>
    internal sealed record Owned(ImportedSecrets Secrets) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (var secret in (Secret?[])[Secrets.Huk, Secrets.Iak, Secrets.BootSeed, Secrets.EntropySeed, Secrets.ImageDecryptionKey])
                secret?.Dispose();
        }
    }
}
