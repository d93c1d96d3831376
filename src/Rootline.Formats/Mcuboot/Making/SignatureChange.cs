using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Encryption;

namespace Rootline.Formats.Mcuboot.Making;

/// <summary>
/// Adds a signature to a finished image or takes one out: the hashed region stays as it is. In a padded image the padding shrinks or
/// grows by as much, so that the trailer stays where it is. Source: mcuboot-image section 11.
/// </summary>
public static class SignatureChange
{
    /// <summary>Adds a signature after the last one.</summary>
    /// <param name="source">The image, seekable; it stays the caller's.</param>
    /// <param name="signing">Who signs, and the key id.</param>
    /// <param name="output">Where the changed image goes.</param>
    /// <param name="cipher">Decrypts the payload of an encrypted image for the digest; null when it is in plain text.</param>
    /// <exception cref="FaultException">It is no image, the signature does not verify, or the padding has no room.</exception>
    public static void Append(Stream source, ImageSigning signing, Stream output, PayloadCipher? cipher = null)
    {
        long start = source.Position;
        var image = ImageFile.Open(source).OrThrow();
        var (entries, units) = Open(image);
        if ((image.Header.Flags & ImageFlags.Encrypted) != 0 && cipher is null)
            throw ImageFaults.SignatureUnit.Exception("the image is encrypted: its digest needs the content key", "name the key that opens the image");
        if (signing.KeyId is { } id && units.Any(u => u.KeyId == id))
            throw ImageFaults.SignatureUnit.Exception($"there is a signature with key id {id} already");
        int place = units.Count > 0 ? units[^1].First + units[^1].Count : 1;
        entries.InsertRange(place, Sign(image, signing, cipher));
        Write(source, start, image, entries, output);
    }

    /// <summary>Takes a signature out.</summary>
    /// <param name="source">The image, seekable; it stays the caller's.</param>
    /// <param name="keyId">Its key id.</param>
    /// <param name="output">Where the changed image goes.</param>
    /// <exception cref="FaultException">It is no image, or there is no such signature.</exception>
    public static void Remove(Stream source, uint keyId, Stream output)
    {
        long start = source.Position;
        var image = ImageFile.Open(source).OrThrow();
        var (entries, units) = Open(image);
        var unit = units.FirstOrDefault(u => u.KeyId == keyId)
            ?? throw ImageFaults.SignatureUnit.Exception($"there is no signature with key id {keyId}");
        entries.RemoveRange(unit.First, unit.Count);
        Write(source, start, image, entries, output);
    }

    private static (List<TlvEntry> Entries, IReadOnlyList<SignatureUnit> Units) Open(ImageFile image)
    {
        var area = image.Tlvs.Unprotected;
        if (area.Entries.Count == 0 || !area.Entries[0].Type.IsDigest())
            throw ImageFaults.SignatureUnit.Exception("the unprotected area does not begin with the image digest");
        if (area.Entries.Any(e => e.Type == TlvType.SignaturePure))
            throw ImageFaults.SignatureUnit.Exception("an image with a pure signature has that one signature");
        return ([.. area.Entries], SignatureUnit.In(area, image.Order));
    }

    private static IEnumerable<TlvEntry> Sign(ImageFile image, ImageSigning signing, PayloadCipher? cipher)
    {
        var key = PublicKeyBytes.Of(signing.Signer).OrThrow();
        var stated = image.Tlvs.Unprotected.Entries[0];
        var algorithm = ImageDigests.Of(stated.Type)!.Value;
        _ = ImageDigests.Choose(key.Kind, wanted: algorithm).OrThrow();
        byte[] digest = image.Digest(algorithm, cipher);
        if (!stated.Value.Span.SequenceEqual(digest))
            throw ImageFaults.SignatureUnit.Exception("the image digest is wrong: what the new signature would be over is not what the others are over");
        byte[] signature = signing.Signer.SignDigest(algorithm.Algorithm(), digest);
        if (!ImageSignature.Verify(key, algorithm, digest, signature))
            throw ImageFaults.Signature.Exception("the signer gave a signature that does not verify");
        if (signing.KeyId is { } id)
            yield return TlvValues.Number(TlvType.KeyId, id, image.Order);
        yield return new(TlvType.PublicKey, key.Bytes.ToArray());
        yield return new(ImageSignature.Tlv(key.Kind), signature);
    }

    private static void Write(Stream source, long start, ImageFile image, List<TlvEntry> entries, Stream output)
    {
        byte[] area = new TlvArea(false, entries).ToBytes(image.Order);
        int grown = area.Length - image.Tlvs.Unprotected.TotalLength;
        long rest = source.Length - start - image.Length;
        byte erased = Padding(source, start + image.Length, rest, grown);
        source.Position = start;
        Copy(source, output, image.Length - image.Tlvs.Unprotected.TotalLength);
        output.Write(area);
        if (rest == 0)
            return;
        source.Position = start + image.Length + Math.Max(0, grown);
        ImageTrailer.Fill(output, Math.Max(0, -grown), erased);
        Copy(source, output, rest - Math.Max(0, grown));
    }

    // What the padding consists of; all that would be cut away must be padding.
    private static byte Padding(Stream source, long position, long rest, int grown)
    {
        if (rest == 0)
            return 0xFF;
        source.Position = position;
        var cut = new byte[Math.Max(1, grown)];
        if (rest >= cut.Length)
        {
            source.ReadExactly(cut);
            if (cut[0] is 0 or 0xFF && !cut.AsSpan().ContainsAnyExcept(cut[0]))
                return cut[0];
        }

        throw ImageFaults.SignatureUnit.Exception($"behind the image there is no padding of {cut.Length} bytes to make room");
    }

    private static void Copy(Stream source, Stream output, long count)
    {
        var buffer = new byte[64 * 1024];
        for (long left = count; left > 0;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(piece);
            output.Write(piece);
            left -= piece.Length;
        }
    }
}
