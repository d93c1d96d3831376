using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Oem.Nxp;

/// <summary>The keys that an OEM needs for one product.</summary>
public sealed class OemKeySet : IDisposable
{
    /// <summary>Signs audit log records.</summary>
    public required P256PrivateKey LogKey { get; init; }

    /// <summary>Signs the devices' OEM certificates.</summary>
    public required P256PrivateKey IdKey { get; init; }

    /// <summary>SB KEK in the order of the text file, which is the AES key's; 32 bytes.</summary>
    public required Secret SbKek { get; init; }

    /// <summary>USER KEK in the order of the text file; 32 bytes.</summary>
    public required Secret UserKek { get; init; }

    /// <summary>Signs product SB2 files.</summary>
    public required Sb2Identity ProductSigner { get; init; }

    /// <summary>Draws a set.</summary>
    /// <param name="clock">When.</param>
    /// <param name="entropy">Where the keys come from.</param>
    public static OemKeySet Draw(TimeProvider clock, EntropySource entropy)
    {
        entropy = entropy.Fork("oem");
        return new OemKeySet
        {
            LogKey = P256PrivateKey.Generate(entropy),
            IdKey = P256PrivateKey.Generate(entropy),
            SbKek = Kek(entropy),
            UserKek = Kek(entropy),
            ProductSigner = Sb2Identity.SelfSigned(RsaKeys.Generate(entropy), "Product firmware signer", new IssueContext(clock.GetUtcNow(), entropy)),
        };
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        LogKey.Dispose();
        IdKey.Dispose();
        SbKek.Dispose();
        UserKek.Dispose();
        ProductSigner.Dispose();
    }

    private static Secret Kek(EntropySource entropy)
    {
        var kek = new Secret(ProvisionedSecrets.KekLength);
        entropy.Fill(kek.Span);
        return kek;
    }
}
