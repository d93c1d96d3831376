using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image.Sign;

/// <summary>What is told of signing: while it goes on, and what came of it.</summary>
/// <param name="context">Where to.</param>
/// <param name="recipe">What the image is made of.</param>
/// <param name="order">Its files.</param>
internal sealed class SignReport(CommandContext context, ImageRecipe recipe, ImageOrder order)
{
    private const long ReportStep = 4 * 1024 * 1024;

    private long _next = ReportStep;

    /// <summary>Tells how far the input was read, and stops where the operator wants it.</summary>
    /// <param name="done">Bytes that were read.</param>
    /// <param name="total">Bytes of the input.</param>
    public void Watch(long done, long total)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (done < _next)
            return;
        _next = done + ReportStep;
        context.Progress.Report($"making {order.Output}", done, total);
    }

    /// <summary>Tells of an image that was made.</summary>
    /// <param name="image">The image.</param>
    public void Tell(SignedImage image)
    {
        if (context.Dialect == Dialect.Imgtool)
        {
            TellAsImgtool(image);
            return;
        }

        string digest = Convert.ToHexStringLower(image.Digest.Span);
        if (context.Json)
            TellAsJson(image, digest);
        else
            TellInWords(image, digest);
    }

    private void TellAsJson(SignedImage image, string digest) => context.PrintJson(json => Write(json, image, digest));

    private void TellInWords(SignedImage image, string digest)
    {
        string signed = image.Signatures.Count == 0 ? "made, not signed:" : "signed";
        context.Output.WriteLine($"{signed} {order.Output}: version {image.Header.Version}, {image.Length} bytes{Padded}{Compressed(image)}");
        context.Output.WriteLine($"{image.Algorithm.Name().ToLowerInvariant()} {digest}");
    }

    /// <summary>Tells of the bytes that a signature from elsewhere has to be over.</summary>
    /// <param name="vector">What was written: payload or digest.</param>
    /// <param name="digest">The digest.</param>
    public void TellToSign(string vector, byte[] digest)
    {
        if (context.Dialect == Dialect.Imgtool)
            context.Output.WriteLine($"image.py: export {vector}");
        else if (!context.Json)
            context.Output.WriteLine($"wrote {order.Output}: the {vector} to sign, digest {Convert.ToHexStringLower(digest)}");
        else
            context.PrintJson(json => WriteToSign(json, vector, digest));
    }

    private string Padded => recipe.Slot is { Padding: not SlotPadding.None } slot ? $", padded to {slot.Size}" : "";

    private static string Compressed(SignedImage image) => (image.UncompressedSize, image.CompressedSize) switch
    {
        ({ } before, { } after) => $", compressed from {before} to {after} bytes",
        ({ }, null) => ", not compressed: that gained nothing",
        _ => "",
    };

    // Builds look at these lines; the original says them before the work and says the first one for each signature.
    private void TellAsImgtool(SignedImage image)
    {
        foreach (string line in recipe.Signers.Select(s => SignLine(s.Signer.Kind)))
            context.Output.WriteLine(line);
        if (image.UncompressedSize is not { } before)
            return;
        context.Output.WriteLine($"compressed image size: {image.TriedSize} bytes");
        context.Output.WriteLine($"original image size: {before} bytes");
        foreach (string line in image.CompressedSize is null ? [] : recipe.Signers.Select(s => SignLine(s.Signer.Kind)))
            context.Output.WriteLine(line);
    }

    private static string SignLine(SignatureKind kind) => $"image.py: sign the {(kind == SignatureKind.Ed25519 ? "digest" : "payload")}";

    private void Write(Utf8JsonWriter json, SignedImage image, string digest)
    {
        json.WriteStartObject();
        json.WriteString("file", order.Output);
        json.WriteString("version", image.Header.Version.ToString());
        json.WriteNumber("length", image.Length);
        json.WriteNumber("imageSize", image.Header.ImageSize);
        json.WriteString("digestAlgorithm", image.Algorithm.Name().ToLowerInvariant());
        json.WriteString("digest", digest);
        json.WriteNumber("signatures", image.Signatures.Count);
        json.WriteBoolean("encrypted", recipe.Encryption is { Clear: false });
        json.WriteBoolean("compressed", image.CompressedSize is not null);
        json.WriteBoolean("padded", Padded.Length > 0);
        json.WriteEndObject();
    }

    private void WriteToSign(Utf8JsonWriter json, string vector, byte[] digest)
    {
        json.WriteStartObject();
        json.WriteString("file", order.Output);
        json.WriteString("toSign", vector);
        json.WriteString("digest", Convert.ToHexStringLower(digest));
        json.WriteEndObject();
    }
}
