using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>Writes one image from header to the end of its TLVs.</summary>
internal sealed class ImageAssembly(ImageRecipe recipe, SigningKeys keys, EntropySource entropy)
{
    /// <summary>What tells of the image before compression; none when it is not compressed.</summary>
    public IReadOnlyList<TlvEntry> Decompression { get; init; } = [];

    public SignedImage Write(PayloadFeed payload, Stream output)
    {
        using var contentKey = DrawContentKey();
        using var cipher = contentKey is null || recipe.Encryption!.Clear ? null : new PayloadCipher(contentKey);
        using var body = new ImageBody(keys.Algorithm, recipe.Pure, output, cipher);
        var layout = ImageLayout.Of(recipe, keys, payload, Decompression);
        layout.WriteTo(body, payload);
        var signatures = Signing.Of(recipe, keys, body);
        var encryption = contentKey is null ? null : recipe.Encryption!.Recipient.Wrap(contentKey.Span, entropy);
        byte[] area = new TlvArea(false, Unprotected(body.Digest(), signatures, encryption)).ToBytes(recipe.Order);
        long length = body.Length + area.Length;
        var trailer = SlotRoom.Demand(recipe, length, encryption?.Value.Length);
        output.Write(area);
        return new()
        {
            Header = layout.Header,
            Algorithm = keys.Algorithm,
            Digest = body.Digest(),
            Signatures = Kept(signatures),
            Length = length,
            Trailer = trailer,
        };
    }

    private static ReadOnlyMemory<byte>[] Kept(IReadOnlyList<byte[]> signatures)
    {
        var kept = new ReadOnlyMemory<byte>[signatures.Count];
        for (int i = 0; i < kept.Length; i++)
            kept[i] = signatures[i];
        return kept;
    }

    // AES-CTR starts at zero in every image: the key is the only thing that is fresh, so it never comes from outside.
    private Secret? DrawContentKey()
    {
        if (recipe.Encryption is not { } encryption)
            return null;
        var key = new Secret(encryption.KeyLength);
        entropy.Fill(key.Span);
        return key;
    }

    private List<TlvEntry> Unprotected(byte[] digest, IReadOnlyList<byte[]> signatures, TlvEntry? encryption)
    {
        var entries = new List<TlvEntry> { new(keys.Algorithm.Tlv(), digest) };
        if (recipe.Pure)
            entries.Add(new(TlvType.SignaturePure, new[] { TlvValues.PureMark }));
        for (int i = 0; i < signatures.Count; i++)
        {
            if (recipe.FixedSignature is null && recipe.Signers[i].KeyId is { } id)
                entries.Add(TlvValues.Number(TlvType.KeyId, id, recipe.Order));
            if (recipe.KeyForm == PublicKeyForm.Hash)
                entries.Add(new(TlvType.KeyHash, keys.Keys[i].Hash(keys.Algorithm)));
            else if (recipe.KeyForm == PublicKeyForm.Full)
                entries.Add(new(TlvType.PublicKey, keys.Keys[i].Bytes.ToArray()));
            entries.Add(new(ImageSignature.Tlv(keys.Keys[i].Kind), signatures[i]));
        }

        if (encryption is not null)
            entries.Add(encryption);
        entries.AddRange(recipe.ExtraTlvs);
        return entries;
    }
}
