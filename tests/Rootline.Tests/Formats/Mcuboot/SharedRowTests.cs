using System.Text;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>Every row of the shared set that the signing tool made, made again from the same arguments.</summary>
public sealed class SharedRowTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Every_deterministic_row_is_met_byte_for_byte()
    {
        var rows = ImageVector.All.Where(v => v.IsDeterministic).ToList();
        Assert.True(rows.Count >= 20);
        foreach (var row in rows)
        {
            var (bytes, image) = Make(row);
            Assert.True(row.Bytes.AsSpan().SequenceEqual(bytes), $"{row.Id} differs from byte {row.Bytes.AsSpan().CommonPrefixLength(bytes)}");
            if (RowArguments.Of(row).SignatureOut is { } file)
                Assert.Equal(Encoding.ASCII.GetString(ImageVector.Read(file)), Convert.ToBase64String(image!.Signatures[0].Span));
        }

        output.Tell($"image rows met byte for byte: {rows.Count}");
    }

    [VectorFact]
    public void Every_other_row_is_met_in_all_that_is_not_random()
    {
        var rows = ImageVector.All.Where(v => v.Class == "valid" && !v.IsDeterministic && v.Tool.StartsWith("imgtool", StringComparison.Ordinal)
            && v.Arguments is ["sign", ..] && v.File.EndsWith(".bin", StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count >= 70);
        foreach (var row in rows)
        {
            var (bytes, _) = Make(row);
            Compare(row, row.Bytes, bytes);
        }

        output.Tell($"image rows met in all that is not random: {rows.Count}");
    }

    [VectorTheory]
    [InlineData("hex-hex")]
    [InlineData("hex-hex-pad")]
    [InlineData("hex-hex-pad32")]
    public void An_image_in_hex_is_the_same_but_for_its_signature(string id)
    {
        var row = ImageVector.Of(id);
        var (bytes, _) = Make(row);
        var (theirs, mine) = (Open(row.Bytes), Open(bytes));
        Assert.Equal(theirs.BaseAddress, mine.BaseAddress);
        Compare(row, Bytes(theirs), Bytes(mine));
        int trailer = id == "hex-hex" ? 2 : id == "hex-hex-pad" ? 4 : 5;
        Assert.Equal(Encoding.ASCII.GetString(row.Bytes).Split('\n')[^trailer..], Encoding.ASCII.GetString(bytes).Split('\n')[^trailer..]);
    }

    [VectorFact]
    public void An_image_one_byte_too_large_is_refused_with_the_numbers()
    {
        var row = ImageVector.Of("one-too-many");
        var fault = Assert.Throws<FaultException>(() => Make(row)).Fault;
        Assert.Equal(ImageFaults.Size, fault.Code);
        Assert.Contains(fault.What, row.Text("stderr_last")!, StringComparison.OrdinalIgnoreCase);
    }

    internal static (byte[] Bytes, SignedImage? Image) Make(ImageVector row)
    {
        var arguments = RowArguments.Of(row);
        var recipe = arguments.Recipe(keyIdReplacesKey: row.Tool.Contains("tfm-patch", StringComparison.Ordinal));
        using var output = new MemoryStream();
        try
        {
            if (arguments.VectorToSign is { } wanted)
            {
                byte[] digest = ImageWriter.WriteRegionToSign(recipe, arguments.Payload(), output);
                return (wanted == "digest" ? digest : output.ToArray(), null);
            }

            var image = row.Class == "valid" && row.File.EndsWith(".hex", StringComparison.Ordinal)
                ? HexImage.Write(recipe, arguments.Payload(), output, arguments.BaseAddress(recipe), TestKeys.Entropy)
                : ImageWriter.Write(recipe, arguments.Payload(), output, TestKeys.Entropy);
            return (output.ToArray(), image);
        }
        finally
        {
            foreach (var signing in recipe.Signers)
                signing.Signer.Dispose();
            recipe.Encryption?.Recipient.Dispose();
        }
    }

    private static void Compare(ImageVector row, byte[] theirs, byte[] mine)
    {
        var (header, expected) = Parts(theirs);
        var (myHeader, made) = Parts(mine);
        // The protected area of a compressed image holds a signature, and the digest covers it.
        bool random = expected.All.Any(t => t.Entry.Type == TlvType.DecompressedSignature);
        Assert.Equal(random ? header with { ProtectedSize = myHeader.ProtectedSize } : header, myHeader);
        Assert.True(theirs.AsSpan(ImageHeader.Length..header.HeaderSize).SequenceEqual(mine.AsSpan(ImageHeader.Length..header.HeaderSize)), row.Id);
        Assert.Equal(PlainPayload(row, theirs), PlainPayload(row, mine));
        Assert.Equal(IsPlain(row, header), theirs.AsSpan(header.HeaderSize, (int)header.ImageSize).SequenceEqual(mine.AsSpan(header.HeaderSize, (int)header.ImageSize)));
        Assert.Equal(expected.All.Select(t => (t.Entry.Type, t.IsProtected)), made.All.Select(t => (t.Entry.Type, t.IsProtected)));
        foreach (var (one, other) in expected.All.Zip(made.All))
        {
            Assert.Null(TlvValues.Check(other.Entry));
            if (!IsRandom(one.Entry.Type) && !(random && one.Entry.Type.IsDigest()))
                Assert.True(one.Entry.Value.Span.SequenceEqual(other.Entry.Value.Span), $"{row.Id}: {one.Entry.Type}");
        }

        int end = (int)header.TlvOffset + expected.TotalLength;
        int myEnd = (int)header.TlvOffset + made.TotalLength;
        int common = Math.Min(theirs.Length - end, mine.Length - myEnd);
        Assert.Equal(theirs.Length > end, mine.Length > myEnd);
        Assert.True(theirs.AsSpan(theirs.Length - common).SequenceEqual(mine.AsSpan(mine.Length - common)), row.Id);
        if (theirs.Length > end)
            Assert.Equal(theirs.Length, mine.Length);
    }

    // Digest and every signature are good, and the payload in plain text comes back.
    private static byte[] PlainPayload(ImageVector row, byte[] bytes)
    {
        var image = ImageFile.Open(new MemoryStream(bytes)).OrThrow(row.Id);
        var wrapped = image.Tlvs.Unprotected.Entries.SingleOrDefault(e => e.Type.IsContentKey());
        byte[] key = [];
        if (wrapped is not null)
        {
            using var owner = ImageKeys.Owner(RowArguments.Of(row).EncryptionKey!);
            using var content = owner.Unwrap(wrapped, (image.Header.Flags & ImageFlags.EncryptedAes256) != 0 ? 32 : 16).OrThrow(row.Id);
            key = content.Span.ToArray();
        }

        PayloadCipher? Cipher() => IsPlain(row, image.Header) ? null : new(Secret.CopyOf(key));
        var stated = image.Tlvs.Unprotected.Entries[0];
        var algorithm = ImageDigests.Of(stated.Type)!.Value;
        byte[] digest = image.Digest(algorithm, Cipher());
        Assert.Equal(stated.Value.ToArray(), digest);
        foreach (var (file, unit) in RowArguments.Of(row).KeyFiles.Zip(SignatureUnit.In(image.Tlvs.Unprotected, image.Order)))
        {
            using var signer = MemorySigner.Of(ImageVector.Read(file));
            Assert.True(ImageSignature.Verify(PublicKeyBytes.Of(signer).OrThrow(), algorithm, digest, unit.Signature.Value.Span, SignatureForm.PaddedWithZeros), row.Id);
        }

        var payload = new List<byte>();
        image.CopyPayload(Cipher(), b => payload.AddRange(b.Span));
        return [.. payload];
    }

    private static bool IsPlain(ImageVector row, ImageHeader header) => (header.Flags & ImageFlags.Encrypted) == 0 || row.Arguments.Contains("--clear");

    private static IntelHexFile Open(byte[] text) => IntelHexFile.Open(new MemoryStream(text));

    private static byte[] Bytes(IntelHexFile file)
    {
        var bytes = new byte[file.Length];
        file.OpenBytes().ReadExactly(bytes);
        return bytes;
    }

    private static bool IsRandom(TlvType type) => (type.IsSignature() && type != TlvType.Ed25519) || type.IsContentKey() || type == TlvType.DecompressedSignature;

    private static (ImageHeader Header, ImageTlvs Tlvs) Parts(byte[] image)
    {
        var order = ImageHeader.OrderOf(image)!.Value;
        var header = ImageHeader.Parse(image, order).OrThrow();
        return (header, ImageTlvs.Parse(image.AsSpan((int)header.TlvOffset), header.ProtectedSize, order).OrThrow());
    }
}
