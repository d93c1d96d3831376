using System.Text;
using Rootline.Formats.Tfm;
using Rootline.Oem.Images;

namespace Rootline.Fuzz.Targets;

/// <summary>What is asked of an image: numbers of the command line, layout files of TF-M builds.</summary>
internal static class ImageOptionTargets
{
    private const string Layout = "RE_SIGN_BIN_SIZE = ((0x30) + (8*2)),\nRE_IMAGE_LOAD_ADDRESS = 0x20000400\nRE_SECURE_IMAGE_OFFSET = 0\nRE_SECURE_IMAGE_MAX_SIZE = 16\n"
        + "RE_NON_SECURE_IMAGE_OFFSET = (16)\nRE_NON_SECURE_IMAGE_MAX_SIZE = 0x10\n";

    public static IEnumerable<FuzzTarget> All =>
    [
        new("tfm-layout", Read, () => [Encoding.UTF8.GetBytes(Layout)], 512),
        new("image-custom-tlv", Tlv, () => ((string[])["0x00a0 0x0011", "0x01a1 hello world"]).Select(Encoding.UTF8.GetBytes), 80),
        new("image-number", Number, () => ((string[])["0x1000", "1_000", "0b11", "0o7"]).Select(Encoding.UTF8.GetBytes), 40),
    ];

    private static bool Read(byte[] input)
    {
        if (!SigningLayout.Parse(input).Try(out var layout, out _))
            return false;
        // Offsets that fit the memory only: a combined image is as long as they say.
        if (layout.NonSecure is { Offset: < 4096 } && CombinedImage.Assemble(layout, [1, 2], [3]).Try(out byte[]? image, out _) && image[^1] != 3)
            throw new InvalidOperationException("the combined image does not end with the non-secure binary");
        return layout.SlotSize is not null;
    }

    private static bool Tlv(byte[] input)
    {
        string[] parts = Encoding.UTF8.GetString(input).Split(' ', 2);
        return parts is [var type, var value] && OperatorTlv.Of(type, value).Try(out var tlv, out _) && OperatorTlv.Of(type, tlv.Value.ToArray()).Ok;
    }

    private static bool Number(byte[] input) => OptionNumber.Parse(Encoding.UTF8.GetString(input), 1_000_000).Try(out uint value, out _) && value <= 1_000_000;
}
