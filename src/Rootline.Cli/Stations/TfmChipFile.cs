using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Stations;

/// <summary>A virtual TF-M chip as a file: blank one-time memory, images signed by the owner, and the ELF files of its firmware beside it.</summary>
/// <param name="Path">The chip file.</param>
/// <param name="Elf">The ELF files: name of the program, and path.</param>
/// <param name="Rotpks">What belongs into one-time memory for the keys that sign its images, in their order.</param>
internal sealed record TfmChipFile(string Path, IReadOnlyList<(string Name, string Path)> Elf, IReadOnlyList<byte[]> Rotpks)
{
    /// <summary>Makes one.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="path">The chip file; the ELF files are named after it.</param>
    /// <param name="build">What the firmware is built to be.</param>
    /// <param name="secure">Signs the secure image; stays the caller's.</param>
    /// <param name="nonSecure">Signs the non-secure image; stays the caller's.</param>
    /// <param name="entropy">Randomness.</param>
    public static TfmChipFile Make(IDisk disk, string path, TfmBuild build, ISigner secure, ISigner nonSecure, EntropySource entropy)
    {
        var firmware = new TfmFirmware(build);
        byte[] secureImage = Sign(firmware.Secure, "SPE", ImageVersion.Parse(build.Version).OrThrow(), secure, entropy);
        byte[] nonSecureImage = Sign(firmware.NonSecure, "NSPE", default, nonSecure, entropy);
        disk.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
        BoardFile.Make(disk, path, BootProfiles.Tfm);
        using (var held = BootableChip.Open(disk, path))
        {
            TfmBoard.PutLoader(held.Chip, build, secure.Kind);
            held.Chip.PutImage(0, false, secureImage);
            held.Chip.PutImage(1, false, nonSecureImage);
        }

        return new(path, WriteElf(disk, path, firmware), [RotpkOf(build, secure), RotpkOf(build, nonSecure)]);
    }

    private static byte[] Sign(FirmwareFile program, string type, ImageVersion version, ISigner signer, EntropySource entropy)
    {
        var recipe = new ImageRecipe
        {
            Version = version,
            HeaderSize = An521Map.ImageHeader,
            PadHeader = true,
            SecurityCounter = new SecurityCounter(1),
            BootRecordType = type,
            KeyForm = PublicKeyForm.Full,
            Signers = [new(signer)],
        };
        using var image = new MemoryStream();
        ImageWriter.Write(recipe, ImagePayload.Of(program.Code), image, entropy);
        return image.ToArray();
    }

    private static List<(string Name, string Path)> WriteElf(IDisk disk, string path, TfmFirmware firmware)
    {
        var files = new List<(string, string)>();
        foreach (var program in (FirmwareFile[])[firmware.Loader, firmware.Secure, firmware.NonSecure])
        {
            string elf = $"{path[..^System.IO.Path.GetExtension(path).Length]}.{program.Name}.elf";
            disk.Replace(elf, program.Elf.Span);
            files.Add((program.Name, elf));
        }

        return files;
    }

    private static byte[] RotpkOf(TfmBuild build, ISigner signer)
    {
        var key = PublicKeyBytes.Of(signer).OrThrow();
        return build.HasRawKeys ? Rotpk.ToRaw(key) : key.Hash(ImageDigest.Sha256);
    }
}
