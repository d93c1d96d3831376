using System.Text;

namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>
/// Every rule of the verdict, in the order in which a loader comes to them (MCUboot: bootutil_loader.c, image_validate.c, tlv.c). Rules
/// marked "ours" close gaps of the loader.
/// </summary>
public static class BootRules
{
    private const string Again = "take the image from its maker again";
    private const string SignAgain = "sign the image again";
    private static readonly List<BootRule> Rules = [];

    /// <summary>There is something to boot.</summary>
    public static readonly BootRule ImagePresent = Rule("image-present", "boot_check_header_erased", "there is an image: a header of 32 bytes that is not erased", "check that this is the right file and not an empty slot");

    /// <summary>The magic.</summary>
    public static readonly BootRule HeaderMagic = Rule("header-magic", "boot_check_header_valid", "the header begins with the magic of version 2, in the loader's byte order", "check that the file is a signed image; for a big-endian image say so");

    /// <summary>The header's length.</summary>
    public static readonly BootRule HeaderSize = Rule("header-size", "ours", "the header is at least 32 bytes long", SignAgain);

    /// <summary>The sizes together.</summary>
    public static readonly BootRule ImageSize = Rule("image-size", "boot_check_header_valid", "header, payload and protected area together are below 4 GiB and below the size of the slot", "make the image smaller, or the slot larger (image fit tells the limit)");

    /// <summary>Flags of encryption.</summary>
    public static readonly BootRule EncryptionFlags = Rule("encryption-flags", "boot_check_header_valid", "an encrypted image meets a loader that can decrypt it, and names one key length", "give the key with --encrypted-with, or sign the image without encryption");

    /// <summary>Flags of compression.</summary>
    public static readonly BootRule CompressionFlags = Rule("compression-flags", "boot_check_header_valid", "a compressed image meets a loader that can decompress it, and names one method", "say --decompression if the loader has it, or sign the image without compression");

    /// <summary>An image to be started.</summary>
    public static readonly BootRule Bootable = Rule("bootable", "boot_check_header_bootable", "the image is one to be started (flag NON_BOOTABLE is clear)", "say --data-image if the image is not meant to be started");

    /// <summary>The address that it was made for.</summary>
    public static readonly BootRule LoadAddress = Rule("load-address", "boot_rom_address_check, boot_load_image_to_sram", "the image was made for the place where it will run", "sign the image for this slot or this mode (--rom-fixed, --load-addr)");

    /// <summary>Nothing is cut off.</summary>
    public static readonly BootRule ImageComplete = Rule("image-complete", "bootutil_img_hash", "the file holds all that the header announces", Again);

    /// <summary>The magic of the areas.</summary>
    public static readonly BootRule TlvMagic = Rule("tlv-magic", "bootutil_tlv_iter_begin", "the areas of TLVs begin with their magic, the protected one exactly where the header announces it", Again);

    /// <summary>The size of the protected area.</summary>
    public static readonly BootRule ProtectedSize = Rule("protected-size", "bootutil_tlv_iter_begin", "the protected area is as long as the header says", Again);

    /// <summary>The entries of the areas.</summary>
    public static readonly BootRule TlvEntries = Rule("tlv-entries", "bootutil_tlv_iter_next", "the entries fill their area exactly", Again);

    /// <summary>The largest image.</summary>
    public static readonly BootRule LargestImage = Rule("largest-image", "bootutil_max_image_size", "the image, with its TLVs, leaves the room that the mode needs at the end of the slot", "make the image smaller, or the slot larger (image fit tells the limit)");

    /// <summary>The content key.</summary>
    public static readonly BootRule EncryptionKey = Rule("encryption-key", "boot_enc_load", "an encrypted image carries its content key once, and the loader's key opens it", "check which device key the image was encrypted for, or encrypt it again");

    /// <summary>The area of a TLV.</summary>
    public static readonly BootRule TlvArea = Rule("tlv-area", "ours", "what the signature must cover stands in the protected area, what belongs to the signature in the other", "do not use the image: somebody changed it, or its tool is at fault; sign it again with the values as options");

    /// <summary>The allow list.</summary>
    public static readonly BootRule AllowedTypes = Rule("allowed-types", "is_tlv_allowed", "the unprotected area holds only types that the loader knows there", "put vendor TLVs into the protected area (--custom-tlv)");

    /// <summary>Values that stand once.</summary>
    public static readonly BootRule Once = Rule("once", "ours", "counter, boot record and UUIDs stand at most once", SignAgain);

    /// <summary>The digest.</summary>
    public static readonly BootRule Digest = Rule("digest", "bootutil_img_validate", "every digest of the loader's kind has its length and is that of the image", "do not use the image: it was changed after it was made, or damaged");

    /// <summary>The digest is there.</summary>
    public static readonly BootRule DigestPresent = Rule("digest-present", "bootutil_img_validate", "there is a digest of the kind that the loader was built for", "sign the image again with the digest of the loader (--sha)");

    /// <summary>Signatures over the image.</summary>
    public static readonly BootRule Pure = Rule("pure", "bootutil_check_for_pure", "the image says that its signature is over itself exactly when the loader verifies so", "sign the image with --pure for such a loader, and without for others");

    /// <summary>The key of a signature.</summary>
    public static readonly BootRule Key = Rule("key", "bootutil_find_key", "key hash, public key or key id have their full length and belong to a key", SignAgain);

    /// <summary>Pairs of key and signature.</summary>
    public static readonly BootRule SignaturePair = Rule("signature-pair", "ours", "every signature follows its key directly, and is of the loader's kind", "sign the image again; the order is key, then signature");

    /// <summary>The signatures.</summary>
    public static readonly BootRule Signature = Rule("signature", "bootutil_verify_sig", "every signature under a known key is good", "do not use the image: it was changed, or signed with another key");

    /// <summary>A signature is there.</summary>
    public static readonly BootRule SignaturePresent = Rule("signature-present", "bootutil_img_validate", "there is a good signature under a key that the loader knows", "sign the image with the loader's key, or give the right key");

    /// <summary>The counter.</summary>
    public static readonly BootRule SecurityCounter = Rule("security-counter", "bootutil_img_validate", "the security counter has 4 bytes and is not below the device's", "do not go back: sign an image with the device's counter or a higher one");

    /// <summary>The counter is there.</summary>
    public static readonly BootRule CounterPresent = Rule("counter-present", "bootutil_img_validate", "an image for a device that counts has a security counter", "sign the image with --security-counter");

    /// <summary>The identifiers.</summary>
    public static readonly BootRule Identifiers = Rule("identifiers", "boot_uuid_compare", "vendor and class id have 16 bytes and are the device's", "sign the image for this device (--vid, --cid)");

    /// <summary>Dependencies.</summary>
    public static readonly BootRule Dependencies = Rule("dependencies", "boot_verify_slot_dependencies", "a dependency has 12 bytes", SignAgain);

    /// <summary>Compression.</summary>
    public static readonly BootRule Decompression = Rule("decompression", "bootutil_img_validate, compressed", "a compressed image says what will come out of it, signed", SignAgain);

    /// <summary>The rules in their order.</summary>
    public static IReadOnlyList<BootRule> All => Rules;

    /// <summary>The rules as a table for the documentation.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| # | rule | what must hold | in the loader |\n|---|---|---|---|\n");
        foreach (var rule in Rules)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {rule.Number} | `{rule.Name}` | {rule.Meaning} | {rule.Clause} |\n");
        return text.ToString();
    }

    private static BootRule Rule(string name, string clause, string meaning, string next)
    {
        var rule = new BootRule(Rules.Count + 1, name, clause, meaning, next);
        Rules.Add(rule);
        return rule;
    }
}
