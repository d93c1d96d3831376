using Rootline.Core.Entropy;
using Rootline.Formats.Mcuboot.Dump;
using Rootline.Formats.Mcuboot.Making;
using Rootline.TestSupport;
using Rootline.TestSupport.Images;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>Images of random options: made, read, taken; with one byte altered, refused.</summary>
public sealed class RandomImageTests(ITestOutputHelper output)
{
    private const int Sets = 1000;

    [Fact]
    public void An_image_of_any_options_is_taken_and_none_with_one_byte_altered()
    {
        var entropy = new SeededEntropy(4_1000);
        using var random = new RandomRecipe(entropy);
        int behind = 0;
        for (int set = 0; set < Sets; set++)
        {
            var (recipe, loader) = random.Draw();
            // Some payloads can be compressed, some cannot.
            byte[] payload = random.Once(2) ? random.Bytes(random.Below(700)) : new byte[random.Below(5000)];
            using var file = new MemoryStream();
            var made = ImageWriter.Write(recipe, ImagePayload.Of(payload), file, entropy);
            byte[] image = file.ToArray();
            var verdict = ImageMaker.Judge(image, loader);
            Assert.True(verdict.Ok, $"set {set}: {verdict.Broken?.Rule?.Name}: {verdict.Broken?.What}; {recipe}");
            Assert.Equal((made.Length, made.Header.Version), (verdict.Length, verdict.Version));
            Assert.Equal(made.Header, ImageDump.Read(new MemoryStream(image), "a").OrThrow().Header);

            int at = random.Below((int)made.Length);
            byte mask = (byte)(1 + random.Below(255));
            image[at] ^= mask;
            Assert.False(ImageMaker.Judge(image, loader).Ok, $"set {set}: byte {at} of {made.Length} can be altered by 0x{mask:x2}; {recipe}");
            image[at] ^= mask;
            if (image.Length == made.Length)
                continue;
            behind++;
            image[(int)made.Length + random.Below(image.Length - (int)made.Length)] ^= mask;
            Assert.True(ImageMaker.Judge(image, loader).Ok, $"set {set}: a byte behind the image decides");
        }

        output.Tell($"image verdict: {Sets} random option sets signed, read and taken; one byte altered in each, all refused; {behind} with a byte altered behind the image, taken");
    }
}
