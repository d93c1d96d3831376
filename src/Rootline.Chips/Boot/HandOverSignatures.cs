using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// The signatures once more, the other way round: not TLV by TLV, but for each key that the device trusts whether any signature of
/// the image is its own. Results are bits; nothing decides.
/// </summary>
/// <param name="state">Boot code, one-time memory.</param>
/// <param name="image">The image's index.</param>
/// <param name="digest">The digest that was computed.</param>
/// <param name="region">What it was computed over.</param>
internal sealed class HandOverSignatures(LoaderState state, int image, byte[] digest, byte[] region)
{
    private readonly bool _isPure = (state.Code.Rules & BootRuleSet.Pure) == BootRuleSet.Pure;
    private readonly SignatureForm _form = (SignatureForm)Unsafe.BitCast<bool, byte>((state.Code.Rules & BootRuleSet.PaddedSignatures) == BootRuleSet.PaddedSignatures);

    /// <summary><see cref="BootTicket.Sound"/> when the image is signed as it must be.</summary>
    /// <param name="tlvs">The image's TLVs.</param>
    public ulong Word(ImageTlvs tlvs)
    {
        ulong unsigned = Bits(state.Code.Signature is null) & Bits(state.Code.Keys.Count == 0);
        ulong signed = unsigned;
        foreach (var holds in new Func<ImageTlvs, ulong>[] { BuiltIn, Hashes, Points })
            signed |= holds(tlvs);
        return BootTicket.Sound & signed;
    }

    private ulong BuiltIn(ImageTlvs tlvs)
    {
        ulong signed = 0;
        foreach (var key in state.Code.Keys)
            signed |= Bits(Has(tlvs, TlvType.KeyHash, key.Hash(state.Code.Digest))) & Verified(tlvs, key);
        return Bits(state.Code.KeySource == BootKeySource.BuiltIn) & signed;
    }

    private ulong Hashes(ImageTlvs tlvs)
    {
        var brought = tlvs.Unprotected.Entries.Where(e => e.Type == TlvType.PublicKey).ToList();
        return Places(BootKeySource.RotpkHash, value =>
        {
            ulong signed = 0;
            foreach (var entry in brought)
            {
                ulong trusted = Bits(CryptographicOperations.FixedTimeEquals(state.Code.Digest.Hash(entry.Value.Span), value));
                signed |= trusted & (PublicKeyBytes.Parse(entry.Value.Span).Try(out var key, out _) ? Verified(tlvs, key) : 0);
            }

            return signed;
        });
    }

    private ulong Points(ImageTlvs tlvs) => Places(BootKeySource.RotpkRaw, value => Rotpk.ReadRaw(value) is { } key ? Verified(tlvs, key) : 0);

    // At least one key of the image has signed, and every one that must.
    private ulong Places(BootKeySource source, Func<byte[], ulong> signedBy)
    {
        ulong isSource = Bits(state.Code.KeySource == source);
        if (isSource == 0)
            return 0;
        ulong any = 0;
        ulong all = ulong.MaxValue;
        ulong byPolicy = Bits((state.Code.Rules & BootRuleSet.Policy) == BootRuleSet.Policy);
        uint policy = PolicyWord() >> (image * state.Code.KeysPerImage);
        for (int place = 0; place < state.Code.KeysPerImage; place++)
        {
            byte[] value = state.Otp.ReadBackup(OtpElement.Bl2Rotpk0 + (image * state.Code.KeysPerImage) + place);
            ulong must = (Bits(((policy >> place) & 1) == 1) & byPolicy) | (Bits(value.Sum(b => b) != 0) & ~byPolicy);
            ulong signed = signedBy(value);
            any |= signed;
            all &= signed | ~must;
        }

        return any & all;
    }

    // Memory of a release without the word demands every key.
    private uint PolicyWord() => state.Otp.Has(OtpElement.Bl2RotpkPolicies)
        ? BinaryPrimitives.ReadUInt32LittleEndian(state.Otp.ReadBackup(OtpElement.Bl2RotpkPolicies))
        : uint.MaxValue;

    private ulong Verified(ImageTlvs tlvs, PublicKeyBytes key)
    {
        var type = ImageSignature.Tlv(key.Kind);
        byte[] other = [.. digest];
        other[0] ^= byte.MaxValue;
        ulong good = 0;
        foreach (var entry in tlvs.Unprotected.Entries.Where(e => e.Type == type))
        {
            ulong overDigest = Bits(ImageSignature.Verify(key, state.Code.Digest, digest, entry.Value.Span, _form)) & Bits(!_isPure);
            ulong overImage = Bits(_isPure) & Bits(ImageSignature.VerifyPure(key, region, entry.Value.Span));
            // Both checks verify with the same code. A verification that says yes to anything also says yes to another digest.
            overDigest &= ~Bits(ImageSignature.Verify(key, state.Code.Digest, other, entry.Value.Span, _form));
            overImage &= ~Bits(ImageSignature.VerifyPure(key, region.AsSpan(1), entry.Value.Span));
            good |= overDigest | overImage;
        }

        return good & Bits(key.Kind == state.Code.Signature);
    }

    private static bool Has(ImageTlvs tlvs, TlvType type, byte[] value) =>
        tlvs.Unprotected.Entries.Any(e => (e.Type == type) & e.Value.Span.SequenceEqual(value));

    private static ulong Bits(bool holds) => 0UL - Unsafe.BitCast<bool, byte>(holds);
}
