using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// The signatures of an image in the order of its TLVs: a key TLV selects a key that the device trusts, the next signature is
/// verified with it. A signature without a known key is skipped, a wrong one of a known key refuses the image (the reference lets
/// the last one decide). Source: mcuboot-image sections 5 to 7 and 11.
/// </summary>
/// <param name="state">Boot code and one-time memory.</param>
/// <param name="image">The image's index.</param>
/// <param name="verify">Verifies a signature over the image with a key.</param>
internal sealed class SignatureCheck(LoaderState state, int image, Func<PublicKeyBytes, ReadOnlyMemory<byte>, bool> verify)
{
    private readonly byte[][] _values = state.Code.KeySource == BootKeySource.BuiltIn ? [] : KeyPlaces.Of(state, image);
    private PublicKeyBytes? _selected;
    private int _place;
    private int? _named;
    private uint _signed;
    private int _good;

    /// <summary>Judges the signatures.</summary>
    /// <param name="tlvs">The image's TLVs.</param>
    public BootRefusal? Judge(ImageTlvs tlvs)
    {
        if (state.Code.Signature is not { } kind)
            return null;
        var type = ImageSignature.Tlv(kind);
        SelectAlone();
        foreach (var entry in tlvs.Unprotected.Entries)
        {
            Select(entry);
            if (entry.Type != type || _selected is null)
                continue;
            if (!verify(_selected, entry.Value))
                return new(BootRules.Signature, "a signature of a trusted key is wrong");
            (_good, _signed) = (_good + 1, _signed | (1u << _place));
            SelectAlone();
        }

        if (_good == 0)
            return new(BootRules.Signature, "there is no signature of a key that the device trusts");
        uint missing = state.Code.KeySource == BootKeySource.BuiltIn ? 0 : KeyPlaces.Required(state, image, _values) & ~_signed;
        return missing == 0 ? null : new(BootRules.Signer, $"key {BitOperations.TrailingZeroCount(missing)} of image {image} must have signed and has not");
    }

    // Where the device holds the key itself, an image need not name it.
    private void SelectAlone()
    {
        (_selected, _place, _named) = (null, 0, null);
        if (state.Code.KeySource == BootKeySource.RotpkRaw)
            _selected = Rotpk.ReadRaw(_values[0]);
    }

    private void Select(TlvEntry entry)
    {
        var value = entry.Value;
        if (entry.Type == TlvType.KeyHash && state.Code.KeySource == BootKeySource.BuiltIn)
            _selected = state.Code.Keys.FirstOrDefault(k => value.Span.SequenceEqual(k.Hash(state.Code.Digest)));
        else if (entry.Type == TlvType.PublicKey && state.Code.KeySource == BootKeySource.RotpkHash)
            Bring(value.Span);
        else if (entry.Type == TlvType.KeyId && state.Code.KeySource != BootKeySource.BuiltIn)
            Name(value.Span);
    }

    private void Bring(ReadOnlySpan<byte> bytes)
    {
        _selected = null;
        byte[] hash = state.Code.Digest.Hash(bytes);
        int place = Array.FindIndex(_values, v => CryptographicOperations.FixedTimeEquals(v, hash));
        if (place >= 0 && (_named is null || _named == place) && PublicKeyBytes.Parse(bytes).Try(out var key, out _) && key.Kind == state.Code.Signature)
            (_selected, _place) = (key, place);
    }

    private void Name(ReadOnlySpan<byte> bytes)
    {
        uint first = KeyPlaces.FirstKeyId + (uint)(image * _values.Length);
        uint id = bytes.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        _named = id >= first && id < first + (uint)_values.Length ? (int)(id - first) : -1;
        if (state.Code.KeySource != BootKeySource.RotpkRaw)
            return;
        (_selected, _place) = _named >= 0 ? (Rotpk.ReadRaw(_values[_named.Value]), _named.Value) : (null, 0);
    }
}
