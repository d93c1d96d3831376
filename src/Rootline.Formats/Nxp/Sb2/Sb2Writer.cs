using System.Security.Cryptography;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Builds SB2.1 files. The same request, keys and seeded entropy give the same bytes.</summary>
public static class Sb2Writer
{
    /// <summary>Builds a file. DEK and MAC key, nonce and paddings are drawn from the entropy source, in this order.</summary>
    /// <param name="request">What goes into the file.</param>
    /// <param name="kek">The SB KEK, 32 bytes, in the order of the AES key.</param>
    /// <param name="entropy">Where keys and nonce come from.</param>
    /// <param name="sign">Signs with the last certificate's key.</param>
    /// <returns>The file, or a fault of <see cref="Sb2Faults"/>.</returns>
    public static Parsed<byte[]> Write(Sb2Request request, ReadOnlySpan<byte> kek, EntropySource entropy, Sb2Signer sign)
    {
        if (kek.Length != 32)
            return Sb2Faults.Request.Because($"the KEK has {kek.Length} bytes instead of 32");
        if (!Sb2Plan.Of(request).Try(out var plan, out var fault))
            return fault;
        using var keys = Sb2Keys.Draw(entropy);
        var header = HeaderOf(request, plan, entropy);
        var file = new byte[plan.Length];
        header.ToBytes().CopyTo(file, 0);
        keys.Wrap(kek, file.AsSpan(Sb2Format.KeyBlobOffset, Sb2Format.KeyBlobLength));
        plan.Certificates.ToBytes().CopyTo(file, Sb2Format.CertificateBlockOffset);
        using (var cipher = new Sb2Cipher(keys.Dek, header.Nonce))
        {
            for (int i = 0; i < plan.Places.Count; i++)
                WriteSection(file, plan.Places[i], request.Sections[i], keys, cipher);
        }

        keys.Mac(file.AsSpan(plan.Places[0].MacTable), file.AsSpan(Sb2Format.MacOffset, Sb2Format.Mac));
        if (request.WithDigest)
            SHA256.HashData(file.AsSpan(plan.SectionsOffset), file.AsSpan(plan.SignatureOffset - Sb2Format.Digest, Sb2Format.Digest));
        return Sign(file, plan, sign);
    }

    private static Sb2Header HeaderOf(Sb2Request request, Sb2Plan plan, EntropySource entropy)
    {
        var nonce = request.Nonce ?? DrawNonce(entropy);
        uint uncounted = request is { WithDigest: true, LeavesDigestUncounted: true } ? Sb2Format.UncountedDigestBlocks : 0u;
        return new Sb2Header(
            nonce,
            entropy.Bytes(4),
            Sb2Features.SignedAndEncrypted | (request.WithDigest ? Sb2Features.Digest : 0),
            (uint)(plan.Length / Sb2Format.Block) - uncounted,
            (uint)(plan.SectionsOffset / Sb2Format.Block) - uncounted,
            request.Sections[0].Id,
            (ushort)request.Sections.Sum(s => s.MacCount),
            (ulong)((request.Timestamp - Sb2Header.TimestampOrigin).Ticks / TimeSpan.TicksPerMicrosecond),
            request.ProductVersion,
            request.ComponentVersion,
            request.BuildNumber,
            entropy.Bytes(4));
    }

    // The reference clears these two bits, so that the two 32-bit words of the counter cannot overflow.
    private static byte[] DrawNonce(EntropySource entropy)
    {
        var nonce = entropy.Bytes(Sb2Format.Block);
        nonce[9] &= 0x7F;
        nonce[13] &= 0x7F;
        return nonce;
    }

    private static void WriteSection(byte[] file, SectionPlace place, Sb2Section section, Sb2Keys keys, Sb2Cipher cipher)
    {
        var header = file.AsSpan(place.Offset, Sb2CommandHeader.Length);
        place.Header.Write(header);
        cipher.Transform(header, place.Offset);
        keys.Mac(header, file.AsSpan(place.Offset + Sb2CommandHeader.Length, Sb2Format.Mac));

        var commands = file.AsSpan(place.CommandsOffset..place.End);
        int offset = 0;
        foreach (var command in section.Commands)
        {
            command.Header.Write(commands[offset..]);
            command.WritePayload(commands[(offset + Sb2CommandHeader.Length)..]);
            offset += command.Blocks * Sb2Format.Block;
        }

        cipher.Transform(commands, place.CommandsOffset);
        for (int i = 0; i < place.MacCount; i++)
            keys.Mac(file.AsSpan(place.Part(i)), file.AsSpan(place.MacOffset(i), Sb2Format.Mac));
    }

    private static Parsed<byte[]> Sign(byte[] file, Sb2Plan plan, Sb2Signer sign)
    {
        var signature = sign(file.AsSpan(0, plan.SignatureOffset));
        if (!plan.Certificates.Signer.Verifies(file.AsSpan(0, plan.SignatureOffset), signature))
            return Sb2Faults.Request.Because("the signing key is not that of the last certificate");
        signature.CopyTo(file, plan.SignatureOffset);
        return file;
    }
}
