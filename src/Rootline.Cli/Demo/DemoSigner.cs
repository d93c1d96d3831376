using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Demo;

/// <summary>A key of the demo, drawn, left in a file and ready to sign.</summary>
internal static class DemoSigner
{
    /// <summary>Draws an EC P-256 key.</summary>
    /// <param name="context">Disk.</param>
    /// <param name="folder">Where everything goes.</param>
    /// <param name="path">Where the key goes.</param>
    /// <param name="clock">The demo's clock.</param>
    /// <param name="entropy">The scheme's randomness.</param>
    public static ISigner Of(CommandContext context, DemoFolder folder, string path, TimeProvider clock, EntropySource entropy)
    {
        var desk = new KeyDesk(new(context.Disk, context.FullPath, new ContextAsker(context), entropy, clock));
        var key = KeyDraw.Draw(KeyKind.EcP256, entropy);
        folder.WriteSecret(path, PrivateKeyFile.Write(key));
        return desk.SignerOf(Path.GetFileName(path), key);
    }
}
