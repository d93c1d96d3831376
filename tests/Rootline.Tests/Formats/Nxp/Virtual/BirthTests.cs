using System.Security.Cryptography;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.TestSupport;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Virtual;

public sealed class BirthTests
{
    [Fact]
    public void A_card_round_trips()
    {
        using var card = BirthSamples.Card();
        var file = BirthSamples.Bytes(card.ToBytes());

        using var read = CardBirth.Parse(file).OrThrow();

        Assert.Equal(84, file.Length);
        Assert.Equal((card.Serial, card.Applet, card.IsSeeded), (read.Serial, read.Applet, read.IsSeeded));
        Assert.True(read.CardKey.FixedTimeEquals(card.CardKey.Span));
        Assert.Equal(file, BirthSamples.Bytes(read.ToBytes()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_chip_round_trips(int version)
    {
        using var chip = BirthSamples.Chip(version);
        var file = BirthSamples.Bytes(chip.ToBytes());

        using var read = ChipBirth.Parse(file).OrThrow();

        Assert.Equal(491, file.Length);
        Assert.Equal(ChipBirth.FileLength, file.Length);
        Assert.Equal((chip.Family, chip.IsSeeded, version), (read.Family, read.IsSeeded, read.Die.Version));
        Assert.Equal(chip.Die.Bytes.ToArray(), read.Die.Bytes.ToArray());
        Assert.True(read.DieKey.FixedTimeEquals(chip.DieKey.Span));
        Assert.True(read.VendorKek.FixedTimeEquals(chip.VendorKek.Span));
        Assert.Equal(chip.VendorRootHash.ToArray(), read.VendorRootHash.ToArray());
        Assert.Equal(chip.CardKey.ToArray(), read.CardKey.ToArray());
        Assert.Equal(file, BirthSamples.Bytes(read.ToBytes()));
    }

    [Fact]
    public void Every_changed_byte_and_every_truncation_is_refused()
    {
        using var card = BirthSamples.Card();
        using var chip = BirthSamples.Chip(0);
        byte[] cardFile = BirthSamples.Bytes(card.ToBytes()), chipFile = BirthSamples.Bytes(chip.ToBytes());

        Assert.All(Damaged(cardFile), file => ContainerReaderTests.Refused("virtual-birth", CardBirth.Parse(file)));
        Assert.All(Damaged(chipFile), file => ContainerReaderTests.Refused("virtual-birth", ChipBirth.Parse(file)));
        ContainerReaderTests.Refused("virtual-birth", ChipBirth.Parse(cardFile));
        ContainerReaderTests.Refused("virtual-birth", CardBirth.Parse((byte[])[.. cardFile, 0]));
    }

    [Theory]
    [InlineData(8, 0)] // no family name
    [InlineData(8, 0x20)] // a space in it
    [InlineData(9, 0xC3)] // not ASCII
    [InlineData(9, 0)] // a zero inside it
    [InlineData(24, 2)] // seeded flag
    [InlineData(26, 2)] // certificate length
    [InlineData(25, 199)]
    [InlineData(227, 1)] // filling behind the certificate
    [InlineData(298, 1)]
    public void A_chip_with_a_wrong_field_is_refused_though_its_digest_is_right(int offset, byte value)
    {
        using var chip = BirthSamples.Chip(0);
        var file = BirthSamples.Bytes(chip.ToBytes());
        file[offset] = value;
        Rehash(file, file.Length);

        Assert.False(ChipBirth.Parse(file).Ok);
    }

    [Theory]
    [InlineData(0, false, ResponseKeyRule.Attestation)]
    [InlineData(1, true, ResponseKeyRule.Attestation)]
    [InlineData(2, false, ResponseKeyRule.Identity)]
    [InlineData(3, true, ResponseKeyRule.Identity)]
    public void A_cards_marks_say_whether_it_is_seeded_and_by_which_rule_it_goes(byte marks, bool seeded, ResponseKeyRule rule)
    {
        using var card = BirthSamples.Card();
        var file = BirthSamples.Bytes(card.ToBytes());
        file[19] = marks;
        Rehash(file, file.Length);

        using var read = CardBirth.Parse(file).OrThrow();

        Assert.Equal((seeded, rule), (read.IsSeeded, read.ResponseKeyRule));
        Assert.Equal(file, BirthSamples.Bytes(read.ToBytes()));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void A_card_with_other_marks_is_refused_though_its_digest_is_right(byte marks)
    {
        using var card = BirthSamples.Card();
        var file = BirthSamples.Bytes(card.ToBytes());
        file[19] = marks;
        Rehash(file, file.Length);

        ContainerReaderTests.Refused("virtual-birth", CardBirth.Parse(file));
    }

    [Theory]
    [InlineData(0, 112)]
    [InlineData(112, 112)]
    [InlineData(113, 128)]
    [InlineData(5000, 5008)]
    public void A_firmware_image_round_trips_in_whole_blocks(int asked, int length)
    {
        var image = BirthSamples.Firmware.ToImage(asked);

        Assert.Equal(length, image.Length);
        Assert.Equal(BirthSamples.Firmware.CardKey.ToArray(), ProvisioningFirmware.Parse(image).OrThrow().CardKey.ToArray());
        Assert.All(Mutation.ByteChanges(image[..104]), change => ContainerReaderTests.Refused("virtual-firmware", ProvisioningFirmware.Parse(change.Bytes)));
        Assert.All(Mutation.Truncations(image[..104]), shorter => ContainerReaderTests.Refused("virtual-firmware", ProvisioningFirmware.Parse(shorter)));
    }

    /// <summary>Files of version 1 as they were written when it was made: they load for ever.</summary>
    [Fact]
    public void The_kept_files_of_version_1_load_and_are_written_alike()
    {
        using var card = CardBirth.Parse(Kept("card-v1.birth")).OrThrow();
        using var chip0 = ChipBirth.Parse(Kept("chip-v1-die0.birth")).OrThrow();
        using var chip1 = ChipBirth.Parse(Kept("chip-v1-die1.birth")).OrThrow();

        Assert.Equal((105276681024525924ul, "1.2.3", true), (card.Serial, card.Applet.ToString(), card.IsSeeded));
        Assert.Equal(("lpc55s69", 0, "lpc55s36", 1), (chip0.Family, chip0.Die.Version, chip1.Family, chip1.Die.Version));
        Assert.Equal(chip0.CardKey.ToArray(), ProvisioningFirmware.Parse(Kept("firmware-v1.bin")).OrThrow().CardKey.ToArray());
        Assert.Equal(Kept("card-v1.birth"), BirthSamples.Bytes(card.ToBytes()));
        Assert.Equal(Kept("chip-v1-die0.birth"), BirthSamples.Bytes(chip0.ToBytes()));
        Assert.Equal(Kept("chip-v1-die1.birth"), BirthSamples.Bytes(chip1.ToBytes()));
    }

    [Fact]
    public void The_kept_files_hold_what_the_samples_hold()
    {
        using var card = BirthSamples.Card();
        using var chip0 = BirthSamples.Chip(0);
        using var chip1 = BirthSamples.Chip(1);

        Assert.Equal(Kept("card-v1.birth"), BirthSamples.Bytes(card.ToBytes()));
        Assert.Equal(Kept("chip-v1-die0.birth"), BirthSamples.Bytes(chip0.ToBytes()));
        Assert.Equal(Kept("chip-v1-die1.birth"), BirthSamples.Bytes(chip1.ToBytes()));
        Assert.Equal(Kept("firmware-v1.bin"), BirthSamples.Firmware.ToImage(0));
    }

    [Theory]
    [InlineData("1.2.0", "1.2.0", 0)]
    [InlineData("1.2.0", "1.1.255", 1)]
    [InlineData("1.0.9", "1.0.10", -1)]
    [InlineData("2.0.0", "1.255.255", 1)]
    public void Applet_versions_compare_by_their_parts(string left, string right, int order)
    {
        static AppletVersion Of(string text) => text.Split('.').Select(byte.Parse).ToArray() is [var a, var b, var c] ? new(a, b, c) : default;

        Assert.Equal(order, Math.Sign(Of(left).Rank.CompareTo(Of(right).Rank)));
        Assert.Equal(left, Of(left).ToString());
        Assert.Equal("1.2.0", AppletVersion.Oldest.ToString());
    }

    internal static byte[] Kept(string name) => Vectors.Own($"nxp/birth/{name}");

    internal static void Rehash(byte[] file, int length)
    {
        if (length >= 40)
            SHA256.HashData(file.AsSpan(0, length - 32), file.AsSpan(length - 32, 32));
    }

    private static IEnumerable<byte[]> Damaged(byte[] file) => [.. Mutation.ByteChanges(file).Select(c => c.Bytes), .. Mutation.Truncations(file)];
}
