using System.Text.Json;
using Rootline.Formats.Files;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli.Commands.Image;

/// <summary>Every image of the reference set made again through the command line: byte for byte where it is deterministic, else in all that is.</summary>
public sealed class SignVectorTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TlvType[] Random =
    [
        TlvType.Rsa2048Pss, TlvType.Rsa3072Pss, TlvType.EcdsaSignature, TlvType.DecompressedSignature, TlvType.EncryptedRsa2048,
        TlvType.EncryptedKeyWrap, TlvType.EncryptedP256, TlvType.EncryptedX25519, TlvType.EncryptedX25519Sha512,
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public void Every_image_is_made_again_in_the_words_of_the_tool_that_made_it()
    {
        int identical = 0, alike = 0, refused = 0;
        foreach (var row in McubootVectors.Images.Where(r => r.Text("tool") is not null))
        {
            var (run, made) = Make(row, row.Text("tool")!.StartsWith("tfm-wrapper", StringComparison.Ordinal) ? "tfm-wrapper" : "imgtool");
            if (row.Text("class") == "cli-error")
            {
                Assert.Equal(row.GetProperty("exit").GetInt32(), run.Exit);
                Assert.StartsWith(row.Text("stderr_last")!, run.Error, StringComparison.OrdinalIgnoreCase);
                Assert.False(File.Exists(made));
                refused++;
                continue;
            }

            Assert.True(run.Exit == 0, $"{row.Text("id")}: {run.Error}");
            identical += Compare(row, made) ? 1 : 0;
            alike += Compare(row, made) ? 0 : 1;
        }

        output.Tell($"images of the reference set made again through the command line: {identical} identical, {alike} equal in all that is deterministic, {refused} refused alike");
        Assert.True(identical >= 29 && identical + alike >= 124);
    }

    [VectorFact]
    public void The_house_form_makes_the_same_images()
    {
        int rows = 0;
        foreach (var row in McubootVectors.Images.Where(r => r.Text("tool") is not null && r.Text("class") != "cli-error"))
        {
            var (run, made) = Make(row, "image");
            Assert.True(run.Exit == 0, $"{row.Text("id")}: {run.Error}");
            Compare(row, made);
            rows++;
        }

        output.Tell($"images of the reference set made again by image sign: {rows}");
    }

    [VectorFact]
    public void The_signature_in_its_own_file_is_that_of_the_image()
    {
        var row = McubootVectors.Images.Single(r => r.Text("id") == "sigout");
        Make(row, "imgtool");
        Assert.Equal(Vectors.Read("mcuboot/images/sigout.b64"), File.ReadAllBytes(_folder.PathOf("signature")));
    }

    // True when the files are identical; false when they differ in random bytes alone; anything else fails.
    private static bool Compare(JsonElement row, string made)
    {
        string id = row.Text("id")!;
        byte[] expected = Vectors.Read($"mcuboot/{row.Text("file")}");
        byte[] given = File.ReadAllBytes(made);
        if (expected.AsSpan().SequenceEqual(given))
            return true;
        Assert.False(row.TryGetProperty("deterministic", out var fixedRow) && fixedRow.GetBoolean(), $"{id} is not identical");
        var (left, leftBase) = Bytes(made, expected);
        var (right, rightBase) = Bytes(made, given);
        Assert.Equal((id, leftBase), (id, rightBase));
        CompareImages(id, left, right);
        return false;
    }

    private static void CompareImages(string id, byte[] expected, byte[] given)
    {
        var left = ImageFile.Open(new MemoryStream(expected)).OrThrow(id);
        var right = ImageFile.Open(new MemoryStream(given)).OrThrow(id);
        // The signature of the image before compression is part of what is hashed.
        bool hashedRandom = left.Tlvs.All.Any(t => t.Entry.Type == TlvType.DecompressedSignature && left.Tlvs.All.Any(e => Random.Contains(e.Entry.Type)));
        Assert.Equal((id, left.Header with { ProtectedSize = 0 }), (id, right.Header with { ProtectedSize = 0 }));
        Assert.Equal((id, left.Tlvs.All.Select(t => (t.Entry.Type, t.IsProtected)).ToList()), (id, right.Tlvs.All.Select(t => (t.Entry.Type, t.IsProtected)).ToList()), (a, b) => a.id == b.id && a.Item2.SequenceEqual(b.Item2));
        foreach (var (one, other) in left.Tlvs.All.Zip(right.Tlvs.All))
        {
            bool random = Random.Contains(one.Entry.Type) || (hashedRandom && one.Entry.Type.IsDigest());
            Assert.True(random || one.Entry.Value.Span.SequenceEqual(other.Entry.Value.Span), $"{id}: {one.Entry.Type} differs");
            Assert.True(one.Entry.Type is TlvType.EcdsaSignature or TlvType.DecompressedSignature || one.Entry.Value.Length == other.Entry.Value.Length, $"{id}: length of {one.Entry.Type}");
        }

        int payload = (int)left.Header.TlvOffset;
        bool encrypted = (left.Header.Flags & (ImageFlags.EncryptedAes128 | ImageFlags.EncryptedAes256)) != 0;
        Assert.True(encrypted || expected.AsSpan(32, payload - 32).SequenceEqual(given.AsSpan(32, payload - 32)), $"{id}: payload differs");
        var leftRest = expected.AsSpan((int)left.Length);
        var rightRest = given.AsSpan((int)right.Length);
        int shorter = Math.Min(leftRest.Length, rightRest.Length);
        Assert.True(leftRest[^shorter..].SequenceEqual(rightRest[^shorter..]), $"{id}: trailer differs");
        Assert.True(leftRest.IsEmpty ? rightRest.IsEmpty : expected.Length == given.Length, $"{id}: padding differs");
    }

    private static (byte[] Bytes, uint Base) Bytes(string name, byte[] file)
    {
        if (!name.EndsWith(".hex", StringComparison.Ordinal))
            return (file, 0);
        var hex = IntelHexFile.Open(new MemoryStream(file));
        using var content = hex.OpenBytes();
        var bytes = new byte[hex.Length];
        content.ReadExactly(bytes);
        return (bytes, hex.BaseAddress);
    }

    private (CliRun Run, string Made) Make(JsonElement row, string form)
    {
        string[] args = row.Args();
        string made = _folder.PathOf("out" + Path.GetExtension(args[^1]));
        File.Delete(made);
        string[] line = [.. args[..^1].Select((a, i) => i > 0 && args[i - 1] == "--sig-out" ? _folder.PathOf("signature") : a), made];
        return (form switch
        {
            "image" => CliRun.Of(McubootVectors.Folder!, ["image", .. line[0] == "sign" ? line : ["sign", .. line]]),
            _ => CliRun.Tool(form, McubootVectors.Folder!, line),
        }, made);
    }
}
