using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Stations;

/// <summary>A virtual TF-M chip as a file: blank one-time memory, images signed by the owner, and the ELF files of its firmware beside it.</summary>
/// <param name="Path">The chip file.</param>
/// <param name="Elf">The ELF files: name of the program, and path.</param>
/// <param name="Rotpks">What belongs into one-time memory for the keys that sign its images, in their order.</param>
internal sealed record TfmChipFile(string Path, IReadOnlyList<(string Name, string Path)> Elf, IReadOnlyList<byte[]> Rotpks)
{
    /// <summary>The file with the code that a provisioning bundle for this chip brings along; null for a chip that waits for none.</summary>
    public string? BundleCode { get; private init; }

    /// <summary>The file with the data that BL1 must be given, in clear; null for a chip without BL1.</summary>
    public string? Bl1Data { get; private init; }

    /// <summary>Makes one.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="path">The chip file; the ELF files are named after it.</param>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="entropy">Randomness.</param>
    public static TfmChipFile Make(IDisk disk, string path, TfmChipRecipe recipe, EntropySource entropy)
    {
        var firmware = new TfmFirmware(recipe.Build);
        List<byte[]> images =
        [
            Sign(recipe, 0, firmware.Secure.Code, ("SPE", ImageVersion.Parse(recipe.Build.Version).OrThrow()), entropy),
            Sign(recipe, 1, firmware.NonSecure.Code, ("NSPE", default), entropy),
        ];
        foreach (var content in recipe.Further)
            images.Add(Sign(recipe, images.Count, content, ($"IMG{images.Count}", default), entropy));
        for (int image = 0; image < images.Count; image++)
        {
            if (images[image].Length > BootProfiles.Tfm.Layout.Images[image].Primary.Length)
                throw ChipFaults.DoesNotFit.Exception($"image {image} has {images[image].Length} bytes, its slot {BootProfiles.Tfm.Layout.Images[image].Primary.Length}");
        }

        disk.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
        BoardFile.Make(disk, path, TfmBoard.ProfileOf(recipe.Build));
        Secret? first = null;
        using (var held = BootableChip.Open(disk, path))
        {
            TfmBoard.PutLoader(held.Chip, recipe.Build, recipe.SignerOf(0).Kind);
            if (recipe.Build.HasBl1)
                first = Bl1Making.Put(held.Chip, recipe.Build, recipe.SignerOf(0).Kind, entropy);
            for (int image = 0; image < images.Count; image++)
                Put(held.Chip, recipe, image, images[image]);
        }

        return new(path, WriteElf(disk, path, firmware), [.. images.Select((_, image) => RotpkOf(recipe.Build, recipe.SignerOf(image)))])
        {
            BundleCode = WriteBundleCode(disk, path, recipe.Build, firmware),
            Bl1Data = WriteBl1Data(disk, path, first),
        };
    }

    // An encrypted image is opened on its way from the secondary slot to the primary one.
    private static void Put(BootChip chip, TfmChipRecipe recipe, int image, byte[] file)
    {
        chip.PutImage(image, isSecondary: recipe.DecryptionKey is not null, file);
        if (recipe.DecryptionKey is not null)
            chip.RequestUpdate(image);
    }

    private static byte[] Sign(TfmChipRecipe recipe, int image, ReadOnlyMemory<byte> code, (string Type, ImageVersion Version) name, EntropySource entropy)
    {
        using var recipient = recipe.DecryptionKey is { } key ? ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(key.Span)).OrThrow() : null;
        var made = new ImageRecipe
        {
            Version = name.Version,
            HeaderSize = An521Map.ImageHeader,
            PadHeader = true,
            SecurityCounter = new SecurityCounter(1),
            BootRecordType = name.Type,
            KeyForm = PublicKeyForm.Full,
            Signers = [new(recipe.SignerOf(image))],
            Encryption = recipient is null ? null : new ImageEncryption(recipient) { KeyLength = TfmBuild.ImageKeyLength },
        };
        using var output = new MemoryStream();
        ImageWriter.Write(made, ImagePayload.Of(code), output, entropy);
        return output.ToArray();
    }

    private static List<(string Name, string Path)> WriteElf(IDisk disk, string path, TfmFirmware firmware)
    {
        var files = new List<(string, string)>();
        foreach (var program in firmware.All)
        {
            string elf = $"{path[..^System.IO.Path.GetExtension(path).Length]}.{program.Name}.elf";
            disk.Replace(elf, program.Elf.Span);
            files.Add((program.Name, elf));
        }

        return files;
    }

    private static string? WriteBl1Data(IDisk disk, string path, Secret? data)
    {
        if (data is null)
            return null;
        using (data)
        {
            string file = $"{path[..^System.IO.Path.GetExtension(path).Length]}.bl1_data.bin";
            disk.Replace(file, data.Span, secret: true);
            return file;
        }
    }

    // What a bundle for this chip begins with, behind its first word.
    private static string? WriteBundleCode(IDisk disk, string path, TfmBuild build, TfmFirmware firmware)
    {
        if (firmware.Bundle is not { } bundle)
            return null;
        var code = new byte[build.Bundle.CodeLength];
        bundle.Code.Span.CopyTo(code);
        string file = $"{path[..^System.IO.Path.GetExtension(path).Length]}.bundle_code.bin";
        disk.Replace(file, code);
        return file;
    }

    private static byte[] RotpkOf(TfmBuild build, ISigner signer)
    {
        var key = PublicKeyBytes.Of(signer).OrThrow();
        return build.HasRawKeys ? Rotpk.ToRaw(key) : key.Hash(ImageDigest.Sha256);
    }
}
