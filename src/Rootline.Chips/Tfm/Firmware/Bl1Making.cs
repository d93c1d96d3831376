using System.Security.Cryptography;
using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// What a device with BL1 is made of: BL2's image for the flash, and the data that BL1 has to be given. Its keys are drawn here and
/// stand in those data alone.
/// </summary>
public static class Bl1Making
{
    /// <summary>Programs BL2's image into its first slot.</summary>
    /// <param name="board">The board; its boot loader was put in by <see cref="TfmBoard.PutLoader"/>.</param>
    /// <param name="build">What the firmware is built to be.</param>
    /// <param name="signature">How the images behind BL2 are signed.</param>
    /// <param name="entropy">Where its keys come from.</param>
    /// <param name="securityCounter">The security counter of the image, less than 1024; TF-M's default is 1.</param>
    /// <returns>The data for BL1, in clear: they belong to <see cref="An521Map.Bl1Data"/>. The caller disposes them.</returns>
    public static Secret Put(BootChip board, TfmBuild build, SignatureKind signature, EntropySource entropy, uint securityCounter = 1)
    {
        var layout = build.LoaderImage;
        using var encryption = Draw(entropy);
        byte[] signed = LoaderImage.ToBeSigned(layout, ImageVersion.Parse(build.Version).OrThrow(), securityCounter, Loader(build, signature));
        var (rotpk, lms) = LmsSingleUseKey.Sign(signed, entropy);
        byte[] image = LoaderImage.Seal(layout, signed, build.IsOld ? [] : lms, encryption, entropy.Bytes(LoaderImageLayout.CounterLength));
        var region = board.Machine.Region(board.Profile.Layout.LoaderImages[0]);
        region.Erase(0, region.Length);
        region.Program(0, image);
        byte[] next = Padded(new TfmFirmware(build).Bl12!.Code.Span, An521Map.Bl12Length);
        using var data = new Bl1Data
        {
            EncryptionKey = Secret.CopyOf(encryption.Span),
            Guk = Draw(entropy),
            Bl12ImageHash = SHA256.HashData(next),
            Bl2ImageHash = build.IsOld ? SHA256.HashData(signed) : [],
            Bl12Image = next,
            Bl1Rotpk = rotpk,
        };
        return data.ToBytes(build.Bl1Form).OrThrow();
    }

    // Code, then the rules that it was built with: both are what BL1 verifies.
    private static byte[] Loader(TfmBuild build, SignatureKind signature)
    {
        using var rules = BootCodeFile.ToBytes(TfmBoard.CodeOf(build, signature));
        return [.. Padded(new TfmFirmware(build).Loader.Code.Span, An521Map.LoaderRules), .. Padded(rules.Span, An521Map.LoaderLength - An521Map.LoaderRules)];
    }

    private static byte[] Padded(ReadOnlySpan<byte> content, int length)
    {
        var bytes = new byte[length];
        content.CopyTo(bytes);
        return bytes;
    }

    private static Secret Draw(EntropySource entropy)
    {
        var secret = new Secret(TfmBuild.ImageKeyLength);
        entropy.Fill(secret.Span);
        return secret;
    }
}
