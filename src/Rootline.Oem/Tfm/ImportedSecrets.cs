using Rootline.Core.Secrets;

namespace Rootline.Oem.Tfm;

/// <summary>Secrets of one device that come from elsewhere; what is null is drawn at random. Whoever gives them disposes them.</summary>
/// <param name="Huk">Hardware unique key, 32 bytes.</param>
/// <param name="Iak">Attestation key, 32 bytes.</param>
/// <param name="BootSeed">Boot seed, 32 bytes.</param>
/// <param name="EntropySeed">Entropy seed, 64 bytes.</param>
/// <param name="ImageDecryptionKey">Image decryption key, 32 bytes; never drawn: the images are encrypted for it.</param>
public sealed record ImportedSecrets(Secret? Huk = null, Secret? Iak = null, Secret? BootSeed = null, Secret? EntropySeed = null, Secret? ImageDecryptionKey = null)
{
    /// <summary>Whether any of those that are a single device's alone is given.</summary>
    public bool NamesOneDevice => Huk is not null || Iak is not null || BootSeed is not null || EntropySeed is not null;
}
