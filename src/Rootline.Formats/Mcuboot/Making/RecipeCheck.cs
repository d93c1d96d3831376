using Rootline.Core.Crypto;
using Rootline.Core.Faults;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>What of a recipe cannot be made, or would silently lose data or security.</summary>
internal static class RecipeCheck
{
    /// <summary>The fault, or null.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="payload">The input.</param>
    /// <param name="onlyToSign">Whether only the bytes to sign are wanted.</param>
    public static Fault? Of(ImageRecipe recipe, ImagePayload payload, bool onlyToSign) =>
        Header(recipe, payload) ?? Signing(recipe, onlyToSign) ?? Tlvs(recipe) ?? Encryption(recipe) ?? Compression(recipe, payload, onlyToSign) ?? Slot(recipe.Slot);

    private static Fault? Header(ImageRecipe recipe, ImagePayload payload)
    {
        if (recipe.HeaderSize is < ImageHeader.Length or > ushort.MaxValue)
            return Refuse($"a header has {ImageHeader.Length} to {ushort.MaxValue} bytes, not {recipe.HeaderSize}");
        if (recipe.LoadAddress != 0 && recipe.RomAddress != 0)
            return Refuse("an image has a load address or a ROM address, not both");
        if (recipe.ErasedValue is not (0 or 0xFF))
            return Refuse("the erased value of a flash is 0 or 0xff");
        if (!recipe.PadHeader && payload.Length < recipe.HeaderSize)
            return ImageFaults.Payload.Fault($"the input has {payload.Length} bytes: it does not hold the room of {recipe.HeaderSize} for the header");
        return payload.Length > uint.MaxValue - ushort.MaxValue ? ImageFaults.Payload.Fault("the input is longer than the header's 32 bits can say") : null;
    }

    private static Fault? Signing(ImageRecipe recipe, bool onlyToSign)
    {
        if (recipe.FixedSignature is not null && recipe.Signers.Count > 0)
            return Refuse("an image is signed by a key or given a signature from outside, not both");
        if (recipe.KeyForm == PublicKeyForm.IdOnly && (recipe.FixedSignature is not null || recipe.Signers.Any(s => s.KeyId is null)))
            return Refuse("every signature needs a key id when the id alone names its key");
        if (recipe.Signers.Any(s => s.KeyId is null) && recipe.Signers.Any(s => s.KeyId is not null))
            return Refuse("either every signature has a key id or none");
        if (recipe.Pure && !onlyToSign && recipe.Signers.Count == 0 && recipe.FixedSignature is null)
            return ImageDigests.Choose(null, pure: true).Fault;
        return null;
    }

    private static Fault? Tlvs(ImageRecipe recipe)
    {
        if (recipe.CustomTlvs.Concat(recipe.ExtraTlvs).FirstOrDefault(t => !t.Type.IsVendor() || t.Type.IsStandard()) is { } stranger)
            return Refuse($"TLV type 0x{(ushort)stranger.Type:x4} does not belong to vendors: 0x00a0 to 0xfffe");
        if (Twice(recipe.CustomTlvs) is { } twice)
            return Refuse($"custom TLV 0x{(ushort)twice.Type:x4} is there twice");
        if (Twice(recipe.ExtraTlvs) is { } again)
            return Refuse($"extra TLV 0x{(ushort)again.Type:x4} is there twice");
        // Written big-endian they would read as types of the format.
        return recipe.Order == ImageByteOrder.Big && recipe.CustomTlvs.Concat(recipe.ExtraTlvs).Any(t => ((ushort)t.Type & 0xFF) == 0 && ((TlvType)((ushort)t.Type >> 8)).IsStandard())
            ? Refuse("in a big-endian image a custom TLV of that type cannot be told from one of the format")
            : null;
    }

    private static TlvEntry? Twice(IReadOnlyList<TlvEntry> entries)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                if (entries[k].Type == entries[i].Type)
                    return entries[i];
            }
        }

        return null;
    }

    private static Fault? Encryption(ImageRecipe recipe)
    {
        if (recipe.Encryption is not { } encryption)
            return null;
        if (encryption.KeyLength is not (16 or 32))
            return Refuse("a content key has 16 or 32 bytes");
        if (encryption.Recipient.Refuses(encryption.KeyLength) is { } fault)
            return fault;
        return recipe.Signers.Select(s => s.Signer.Kind).Select(kind => Mismatch(kind, encryption.Recipient.Tlv)).FirstOrDefault(f => f is not null);
    }

    // The loader is built for one kind of key; Ed25519 goes with every recipient, and a shared key with every signature.
    private static Fault? Mismatch(SignatureKind signer, TlvType recipient) => (signer, recipient) switch
    {
        (_, TlvType.EncryptedKeyWrap) or (SignatureKind.Ed25519, _) => null,
        (SignatureKind.EcdsaP256, TlvType.EncryptedP256) => null,
        (SignatureKind.Rsa2048Pss or SignatureKind.Rsa3072Pss, TlvType.EncryptedRsa2048) => null,
        (SignatureKind.EcdsaP384, _) => Refuse("an image signed with P-384 cannot be encrypted with a key pair: no loader has a content key for P-384"),
        _ => Refuse("signing and encryption must use the same type of key"),
    };

    private static Fault? Compression(ImageRecipe recipe, ImagePayload payload, bool onlyToSign)
    {
        if (recipe.Compression == ImageCompression.None)
            return null;
        if (recipe.FixedSignature is not null || onlyToSign)
            return Refuse("a compressed image holds two signatures, of itself and of the image before compression: both are made here or none");
        if (recipe.Signers.Count > 1)
            return Refuse("a compressed image has room for one signature of the image before compression");
        return payload.IsRepeatable ? null : ImageFaults.Payload.Fault("an input to be compressed is read twice: it must be a file");
    }

    private static Fault? Slot(ImageSlot? slot)
    {
        if (slot is null)
            return null;
        if (slot.Align is not (1 or 2 or 4 or 8 or 16 or 32) || slot.FieldSize is not (8 or 16 or 32) || slot.Align > slot.FieldSize)
            return Refuse($"a write size of {slot.Align} does not go with trailer fields of {slot.FieldSize} bytes");
        if (slot.MaxSectors < 1)
            return Refuse("a loader is built for at least one sector");
        return null;
    }

    private static Fault Refuse(string what) => ImageFaults.Recipe.Fault(what);
}
