using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Dump;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Mcuboot.Verdict;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Mcuboot.Dump;

public sealed class ImageDumpTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Dumps_are_those_of_the_reference_tool_byte_for_byte()
    {
        string[] files = Directory.GetFiles(Path.Combine(Vectors.Folder!, "mcuboot", "dumpinfo"));
        foreach (string file in files)
        {
            var vector = ImageVector.Of(Path.GetFileNameWithoutExtension(file));
            var dump = Read(VectorFile.Content(vector), Path.GetFileName(vector.File));
            string text = Path.GetExtension(file) switch
            {
                ".json" => DumpJson.Of(dump),
                ".yaml" => DumpYaml.Of(dump),
                _ => DumpText.Of(dump),
            };
            Assert.Equal(File.ReadAllText(file), text);
        }

        Assert.True(files.Length >= 20);
        output.Tell($"image dump: {files.Length} texts of the reference tool, identical");
    }

    [Fact]
    public void Damaged_areas_are_shown_as_far_as_they_go()
    {
        byte[] image = new ImageMaker().Bytes;
        var whole = Read(image, "a.bin");
        var cut = Read(image[..^5], "a.bin");
        Assert.Equal((64, 59), (whole.Unprotected.Entries[^1].Data.Length, cut.Unprotected.Entries[^1].Data.Length));
        Assert.Contains("len:  0x40\n", DumpText.Of(cut), StringComparison.Ordinal);
    }

    [Fact]
    public void A_big_endian_image_is_read_in_its_order()
    {
        var dump = Read(new ImageMaker { Order = ImageByteOrder.Big }.Bytes, "a.bin");
        Assert.Equal((64, "1.2.3+4"), (dump.Header.HeaderSize, dump.Header.Version.ToString()));
        Assert.Equal(["SHA256", "KEYHASH", "ED25519"], dump.Unprotected.Entries.Select(e => e.Type.Name()));
    }

    [Fact]
    public void What_is_no_image_is_refused_with_a_reason()
    {
        byte[] image = new ImageMaker().Bytes;
        Refused("the file 31", image[..31]);
        Refused("begins with 000000", [0, 0, 0, .. image[3..]]);
        Refused("it would begin at 84", image[..85]);
        Refused("past the end of the file", image[..90]);
    }

    [Fact]
    public void Bytes_behind_the_image_that_are_no_trailer_are_shown_as_such()
    {
        var dump = Read(new ImageMaker { Behind = new byte[20] }.Bytes, "true");
        Assert.Null(dump.Trailer);
        Assert.Equal(new byte[16], dump.TrailerMagic);
        Assert.Contains("boot magic:  0x00 0x00", DumpText.Of(dump), StringComparison.Ordinal);
        Assert.StartsWith("filename: 'true'\n", DumpYaml.Of(dump), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_flags_stand_on_two_lines() => Assert.Contains(
        "flags:              RAM_LOAD (0x20)\n                    ROM_FIXED (0x100)\n",
        DumpText.Of(Read(new ImageMaker { Header = new() { HeaderSize = 64, ImageSize = 4, Flags = ImageFlags.RomFixed | ImageFlags.RamLoad } }.Bytes, "a")),
        StringComparison.Ordinal);

    private static void Refused(string why, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        Assert.Contains(why, ImageDump.Read(stream, "a").Fault!.What, StringComparison.Ordinal);
    }

    private static ImageDump Read(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        return ImageDump.Read(stream, name).OrThrow();
    }
}
