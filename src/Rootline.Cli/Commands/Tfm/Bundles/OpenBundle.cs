using Rootline.Cli.Frame;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Cli.Commands.Tfm.Bundles;

/// <summary>A bundle that was opened in memory.</summary>
/// <param name="Header">Its open part.</param>
/// <param name="Secrets">Its secrets; wiped at the end.</param>
internal sealed record OpenBundle(BundleHeader Header, BundleSecrets Secrets) : IDisposable
{
    /// <summary>Reads and opens one.</summary>
    /// <param name="context">Disk, folder, terminal.</param>
    /// <param name="name">The file.</param>
    /// <param name="keyName">The private key that it is sealed for.</param>
    public static OpenBundle Read(CommandContext context, string name, string keyName)
    {
        var file = BundleInput.Read(context, name);
        using var key = BundleInput.ReadKey(context, keyName);
        return new(file.Header, BundleSeal.Open(file, key).OrThrow(name));
    }

    /// <inheritdoc/>
    public void Dispose() => Secrets.Dispose();
}
