using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// The library of the identity key: a P-256 scalar of 32 bytes, kept encrypted in two slots that are readable and not pushable. How the
/// original encrypts is not public; here the scalar is XORed with 32 bytes derived from MKEK, which are used once in a part's life
/// ("virtual" profile). There is no room for a code that would tell a torn key. Source: tfm-provisioning section 12.2.
/// </summary>
/// <param name="keys">The key slots.</param>
/// <param name="unique">The unique keys.</param>
public sealed class IdentityKeys(KeyUnit keys, UniqueKeys unique)
{
    /// <summary>Bytes of the key.</summary>
    public const int Length = KeySlots.IdentitySlots * KmuSlot.KeyLength;

    private static ReadOnlySpan<byte> Label => "ROOTLINE VIRTUAL IDENTITY KEY"u8;

    /// <summary>Whether any of the slots is written.</summary>
    public bool IsWritten => keys.IsAnyWritten(KeySlots.Identity, KeySlots.IdentitySlots);

    /// <summary>Draws a key and writes it for ever.</summary>
    /// <param name="entropy">The part's random source.</param>
    public KmuError BurnRandom(EntropySource entropy)
    {
        using var key = P256PrivateKey.Generate(entropy);
        return Burn(key.Scalar);
    }

    /// <summary>Writes a key for ever.</summary>
    /// <param name="scalar">32 bytes big-endian.</param>
    public KmuError Burn(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != Length)
            return KmuError.InvalidParameter;
        if (IsWritten)
            return KmuError.IdentityAlreadyFilled;
        using var cover = unique.Derive(KeySlots.Mkek, Label, Length);
        if (cover is null)
            return KmuError.MkekMissing;
        for (int i = 0; i < Length; i++)
            cover.Span[i] ^= scalar[i];
        for (int i = 0; i < KeySlots.IdentitySlots; i++)
        {
            var half = cover.Span.Slice(i * KmuSlot.KeyLength, KmuSlot.KeyLength);
            if (keys.BurnSlot(KeySlots.Identity + i, UicrMap.Erased, KmuPermissions.IdentityKey, half) != KmuError.None)
                return KmuError.IdentityWriteFailed;
        }

        return KmuError.None;
    }

    /// <summary>Reads the key into memory; the caller wipes it.</summary>
    /// <returns>The scalar, or null when a slot or MKEK is missing.</returns>
    public Secret? Read()
    {
        using var cover = unique.Derive(KeySlots.Mkek, Label, Length);
        if (cover is null || !IsWritten || keys.ReadKey(KeySlots.Identity, KeySlots.IdentitySlots) is not { } key)
            return null;
        for (int i = 0; i < Length; i++)
            key.Span[i] ^= cover.Span[i];
        return key;
    }
}
