using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Commands.Image;
using Rootline.Cli.Commands.Tfm.Bundles;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Oem.Custody;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip make-tfm</c>: a virtual TF-M chip with blank one-time memory, its images signed by the owner's keys, and the ELF
/// files of its firmware beside it.
/// </summary>
internal sealed class ChipMakeTfmCommand : CliCommand
{
    private readonly Option<string> _file = new("--file") { Description = "the chip file; the ELF files are named after it", Required = true, HelpName = "FILE" };
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "the key that signs the images: a file, program:... or pkcs11:... (docs/keys.md); a second one signs the non-secure image, a third and fourth those of --image", Required = true, HelpName = "KEY" };
    private readonly Option<string[]> _images = new("--image") { Description = "the content of a further image that the boot loader verifies and measures; at most two", HelpName = "FILE" };
    private readonly Option<string?> _decryption = new("--image-decryption-key") { Description = "encrypt all images for this key, 64 hexadecimal digits; they lie as updates, and the boot loader opens them once its one-time memory has the key", HelpName = "FILE" };
    private readonly TfmBuildForm _build = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipMakeTfmCommand(CommandContext context)
        : base("make-tfm", context, "chip make-tfm --file chip.bin --key s.pem --key ns.pem", "chip make-tfm --file chip.bin --key s.pem --release 1.7 --json")
    {
        foreach (var option in (Option[])[_file, _keys, _images, _decryption, .. _build.Options])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string file = Context.FullPath(parse.GetRequiredValue(_file));
        string[] images = parse.GetValue(_images) ?? [];
        if (TfmBuild.LeastImages + images.Length > BootCode.MaxImages)
            throw FrameFaults.Usage.Exception($"a boot loader verifies at most {BootCode.MaxImages} images: --image is given once or twice");
        using var decryption = BundleInput.ReadSecret(Context, parse.GetValue(_decryption));
        if (decryption is not null && decryption.Length != TfmBuild.ImageKeyLength)
            throw FrameFaults.Usage.Exception($"--image-decryption-key holds {2 * TfmBuild.ImageKeyLength} hexadecimal digits");
        var build = _build.Read(parse) with { Images = TfmBuild.LeastImages + images.Length, TakesEncryptedImages = decryption is not null };
        List<ISigner> signers = [];
        try
        {
            OpenSigners(signers, parse.GetRequiredValue(_keys), build.Images);
            TfmBuildForm.Demand(build, signers);
            var recipe = new TfmChipRecipe(build, signers) { Further = [.. images.Select(i => (ReadOnlyMemory<byte>)Context.Disk.ReadAll(Context.FullPath(i)))], DecryptionKey = decryption };
            var made = TfmChipFile.Make(Context.Disk, file, recipe, Context.Entropy);
            if (build.HasDummyProvisioning)
                Context.Warn(TfmWords.Dummy);
            Print(made, build);
        }
        finally
        {
            signers.ForEach(s => s.Dispose());
        }

        return ExitCode.Done;
    }

    private void OpenSigners(List<ISigner> signers, string[] keys, int images)
    {
        if (keys.Length > images)
            throw FrameFaults.Usage.Exception($"there are {images} images: --key is given at most once for each");
        var desk = new ImageKeys(Context, null);
        foreach (string key in keys)
            signers.Add(desk.OpenSigner(key, new SignerTerms()));
    }

    private void Print(TfmChipFile made, TfmBuild build)
    {
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, made, build));
            return;
        }

        Context.Output.WriteLine($"made board {TfmBoard.ProfileOf(build).Name} with TF-M {build.Version}: {made.Path}{(build.HasDummyProvisioning ? $" ({TfmWords.Dummy})" : "")}");
        foreach (var (name, path) in made.Elf)
            Context.Output.WriteLine($"ELF file of {name}: {path}");
        if (made.BundleCode is { } code)
            Context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"code of its provisioning bundle: {code}; the bundle goes to 0x{An521Map.Bundle:x8}, {build.Bundle.Length} bytes, its last word last"));
        if (made.Bl1Data is { } data)
            Context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"data for BL1, with keys in clear: {data}; they go to 0x{An521Map.Bl1Data:x8} before each start until the life cycle is PSA_ROT_PROVISIONING"));
        for (int i = 0; i < made.Rotpks.Count; i++)
            Context.Output.WriteLine($"root of trust public key {i}: {Convert.ToHexStringLower(made.Rotpks[i])}");
    }

    private static void Write(Utf8JsonWriter json, TfmChipFile made, TfmBuild build)
    {
        json.WriteStartObject();
        json.WriteString("profile", TfmBoard.ProfileOf(build).Name);
        json.WriteString("file", made.Path);
        json.WriteString("release", build.Version);
        json.WriteString("otpLayout", build.HasCryptoCell ? "cryptocell-312" : build.OtpForm.Name);
        json.WriteNumber("images", build.Images);
        json.WriteBoolean("encryptedImages", build.TakesEncryptedImages);
        json.WriteBoolean("dummyProvisioning", build.HasDummyProvisioning);
        if (build.HasDummyProvisioning)
            json.WriteString("warning", TfmWords.Dummy);
        json.WriteStartObject("elf");
        foreach (var (name, path) in made.Elf)
            json.WriteString(name, path);
        json.WriteEndObject();
        if (made.BundleCode is { } code)
        {
            json.WriteStartObject("bundle");
            json.WriteString("code", code);
            json.WriteNumber("address", An521Map.Bundle);
            json.WriteNumber("length", build.Bundle.Length);
            json.WriteEndObject();
        }

        if (made.Bl1Data is { } data)
        {
            json.WriteStartObject("bl1Data");
            json.WriteString("file", data);
            json.WriteNumber("address", An521Map.Bl1Data);
            json.WriteEndObject();
        }

        json.WriteStartArray("rotpks");
        foreach (byte[] rotpk in made.Rotpks)
            json.WriteStringValue(Convert.ToHexStringLower(rotpk));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
