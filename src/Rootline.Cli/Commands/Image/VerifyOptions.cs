using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Verdict;

namespace Rootline.Cli.Commands.Image;

/// <summary>The options of <c>image verify</c>: how the loader was built, and what its device holds.</summary>
internal sealed class VerifyOptions
{
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "a key that the loader knows: a file with the public or private key or a certificate, program:... or pkcs11:...; may be given several times", HelpName = "KEY" };
    private readonly Option<string[]> _ids = new("--key-id") { Description = "the key id of each --key, for loaders that take keys by it", HelpName = "N" };
    private readonly Option<bool> _hardware = new("--hw-key") { Description = "the device holds a hash of the key: the image must carry the key itself" };
    private readonly Option<string[]> _hashes = new("--key-hash") { Description = "the hash that the device holds, in place of --key", HelpName = "HEX" };
    private readonly Option<bool> _builtin = new("--builtin-key") { Description = "the loader takes its key by the image's number, or by the id in the image" };
    private readonly Option<bool> _all = new("--all-keys") { Description = "each --key must have signed, and not only one" };
    private readonly Option<bool> _unsigned = new("--without-signature") { Description = "the loader verifies no signatures" };
    private readonly Option<bool> _padded = new("--pad-sig") { Description = "the loader takes zeros behind an ECDSA signature" };
    private readonly Option<bool> _allow = new("--allow-list") { Description = "the loader refuses unknown types in the unprotected area" };
    private readonly Option<string?> _decryption = new("--encrypted-with") { Description = "the device's private key for encrypted images", HelpName = "KEY" };
    private readonly Option<string?> _slot = new("--slot") { Description = "primary or secondary; encrypted images are decrypted in the secondary one, which they are judged for where this is missing", HelpName = "SLOT" };
    private readonly Option<string?> _address = Number("--slot-address", "the slot's address in flash, for images that were linked for one");
    private readonly Option<string?> _counter = Number("--counter", "the security counter that the device holds");
    private readonly Option<string?> _number = Number("--image-number", "the image's number on its device, from 0");
    private readonly Option<string?> _vendor = new("--vid") { Description = "the device's vendor id: a UUID, 32 hexadecimal digits, or a name", HelpName = "ID" };
    private readonly Option<string?> _class = new("--cid") { Description = "the device's class id: the same, a name with --vid", HelpName = "ID" };
    private readonly Option<bool> _decompression = new("--decompression") { Description = "the loader can decompress" };
    private readonly Option<bool> _data = new("--data-image") { Description = "the image is not meant to be started" };
    private readonly KeyPassword _password = new();
    private readonly SlotOptions _slots = new();

    /// <summary>Makes the options.</summary>
    public VerifyOptions() => _slot.AcceptOnlyFromAmong("primary", "secondary");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All =>
        [_keys, _ids, _all, _hardware, _hashes, _builtin, _unsigned, _padded, _allow, _decryption, _slot, _address, _counter, _number, _vendor, _class, _decompression, _data, .. _password.All, .. _slots.All];

    /// <summary>What the command line says of the loader; the rest is taken from each image (<see cref="For"/>).</summary>
    /// <param name="context">Disk and folder.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="decryption">The key for encrypted images; the caller's to dispose.</param>
    /// <param name="lenient">Whether what imgtool does not look at is not judged either: a kind of image that is not started, for example.</param>
    public LoaderConfiguration Read(CommandContext context, ParseResult parse, ContentKeyOwner? decryption, bool lenient)
    {
        var keys = Keys(context, parse);
        byte[][] hashes = [.. (parse.GetValue(_hashes) ?? []).Select(Hash)];
        if (!lenient && keys.Count == 0 && hashes.Length == 0 && !parse.GetValue(_unsigned))
            throw FrameFaults.Usage.Exception("no key is given to verify with", "give --key or --key-hash; --without-signature for a loader that verifies no signatures");
        var vendor = parse.GetValue(_vendor) is { } text ? ImageUuid.Vendor(text).OrThrow("--vid") : null;
        return new()
        {
            Signature = KindOf(keys),
            Keys = keys,
            AllKeys = parse.GetValue(_all),
            KeyHashes = hashes,
            KeyMode = parse.GetValue(_builtin) ? KeyMode.ById : hashes.Length > 0 || parse.GetValue(_hardware) ? KeyMode.InImage : KeyMode.BuiltIn,
            Form = parse.GetValue(_padded) || lenient ? SignatureForm.PaddedWithZeros : SignatureForm.Strict,
            AllowList = parse.GetValue(_allow),
            ContentKeys = decryption,
            Slot = parse.GetValue(_slot) == "primary" || decryption is null ? LoaderSlot.Primary : LoaderSlot.Secondary,
            Layout = _slots.Layout(parse),
            SlotAddress = Number(parse, _address),
            StoredCounter = Number(parse, _counter),
            ImageNumber = (int)(Number(parse, _number, byte.MaxValue) ?? 0),
            VendorId = vendor?.Bytes.ToArray(),
            ClassId = parse.GetValue(_class) is { } name ? ImageUuid.Class(name, vendor).OrThrow("--cid").Bytes.ToArray() : null,
            Decryption = lenient,
            Decompression = parse.GetValue(_decompression) || lenient,
            DataImage = parse.GetValue(_data) || lenient,
        };
    }

    /// <summary>The loader for one image: what the command line leaves open is taken from the image.</summary>
    /// <param name="loader">As <see cref="Read"/> made it.</param>
    /// <param name="traits">What the image says of its loader.</param>
    public static LoaderConfiguration For(LoaderConfiguration loader, ImageTraits traits)
    {
        var signature = loader.Signature ?? (loader.KeyHashes.Count > 0 ? traits.Signature : null);
        var digest = traits.DigestFor(signature);
        var mode = loader.KeyMode switch
        {
            KeyMode.BuiltIn when traits.HasKey => KeyMode.InImage,
            KeyMode.BuiltIn when traits.HasIdOnly => KeyMode.ById,
            var given => given,
        };
        return loader with
        {
            Order = traits.Order,
            Signature = signature,
            Digest = digest,
            Pure = traits.Pure && signature == SignatureKind.Ed25519,
            KeyMode = mode,
            KeyHashes = mode == KeyMode.InImage && loader.KeyHashes.Count == 0 ? [.. loader.Keys.Select(k => k.Key.Hash(digest))] : loader.KeyHashes,
        };
    }

    /// <summary>The key for encrypted images; null where none is named.</summary>
    /// <param name="context">Disk, terminal, environment.</param>
    /// <param name="parse">The command line.</param>
    public ContentKeyOwner? ReadDecryption(CommandContext context, ParseResult parse) =>
        parse.GetValue(_decryption) is { } name ? DecryptionKey.Read(context, new ImageKeys(context, _password.Source(parse)), name) : null;

    private static Option<string?> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };

    private static uint? Number(ParseResult parse, Option<string?> option, uint most = uint.MaxValue) =>
        parse.GetValue(option) is { } text ? Value(option.Name, text, most) : null;

    private static uint Value(string name, string text, uint most) => NumberText.Parse(text) is { } number && number >= 0 && number <= most
        ? (uint)number
        : throw FrameFaults.Usage.Exception($"{name}: {text} is no number from 0 to {most}", "give it decimal or with 0x, 0o or 0b");

    private static SignatureKind? KindOf(List<LoaderKey> keys)
    {
        if (keys.Count == 0)
            return null;
        var kind = keys[0].Key.Kind;
        return keys.All(k => k.Key.Kind == kind)
            ? kind
            : throw FrameFaults.Usage.Exception("the keys are of several kinds; a loader verifies one", "judge the image once for each kind of key");
    }

    private static byte[] Hash(string text) => text.Length is 64 or 96 or 128 && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw JudgeFaults.KeyHash.Exception($"--key-hash has {text.Length} characters, or one that is no hexadecimal digit");

    private List<LoaderKey> Keys(CommandContext context, ParseResult parse)
    {
        string[] names = parse.GetValue(_keys) ?? [];
        string[] ids = parse.GetValue(_ids) ?? [];
        if (ids.Length > 0 && ids.Length != names.Length)
            throw FrameFaults.Usage.Exception($"there are {names.Length} keys and {ids.Length} key ids", "give one --key-id for each --key, in the same order");
        var desk = new ImageKeys(context, _password.Source(parse));
        return [.. names.Select((name, i) => new LoaderKey(PublicKeyBytes.FromSpki(desk.ReadPublic(name).Spki).OrThrow(name), ids.Length > 0 ? Value("--key-id", ids[i], uint.MaxValue) : null))];
    }
}
