namespace Rootline.Chips.Boot;

/// <summary>Names of the rules by which a boot is refused, in the order in which they are looked at.</summary>
public static class BootRules
{
    /// <summary>The boot code cannot be read or is none.</summary>
    public const string BootCode = "boot-code";

    /// <summary>The boot code asks for an update mode that is not there.</summary>
    public const string Mode = "mode";

    /// <summary>The boot code is not protected against writing.</summary>
    public const string BootCodeOpen = "boot-code-open";

    /// <summary>Debug is not closed.</summary>
    public const string DebugOpen = "debug-open";

    /// <summary>One-time memory cannot be used.</summary>
    public const string Otp = "otp";

    /// <summary>There is nothing in the slot.</summary>
    public const string NoImage = "no-image";

    /// <summary>The header is wrong.</summary>
    public const string Header = "header";

    /// <summary>The areas of TLVs are malformed.</summary>
    public const string Tlv = "tlv";

    /// <summary>The image is larger than the mode allows.</summary>
    public const string Size = "size";

    /// <summary>A TLV stands in the wrong area, twice, or is not allowed at all.</summary>
    public const string TlvPlace = "tlv-place";

    /// <summary>The content key of an encrypted image cannot be opened.</summary>
    public const string ContentKey = "content-key";

    /// <summary>The slot cannot be read.</summary>
    public const string Read = "read";

    /// <summary>The digest is missing or another.</summary>
    public const string Digest = "digest";

    /// <summary>A key is not named by the whole of its hash.</summary>
    public const string Key = "key";

    /// <summary>Keys and signatures do not come in pairs.</summary>
    public const string SignaturePair = "signature-pair";

    /// <summary>A signature is missing or wrong.</summary>
    public const string Signature = "signature";

    /// <summary>A key that must have signed has not.</summary>
    public const string Signer = "signer";

    /// <summary>The security counter is missing or below the stored one.</summary>
    public const string Rollback = "rollback";

    /// <summary>Vendor id or class id are not the device's.</summary>
    public const string Uuid = "uuid";

    /// <summary>The image is not one to be started.</summary>
    public const string NotBootable = "not-bootable";

    /// <summary>The image lies elsewhere than it was linked for.</summary>
    public const string Address = "address";

    /// <summary>A new image is older than the one it would replace.</summary>
    public const string Downgrade = "downgrade";

    /// <summary>An image needs a later version of another.</summary>
    public const string Dependency = "dependency";

    /// <summary>The boot record is missing or unusable.</summary>
    public const string BootRecord = "boot-record";

    /// <summary>The two checks do not agree.</summary>
    public const string Ticket = "ticket";

    /// <summary>Something went wrong that has no rule.</summary>
    public const string Unexpected = "unexpected";
}
