using System.Text.Json;
using Rootline.Chips.Boot;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;

namespace Rootline.Tests.Chips.Boot;

/// <summary>What the boot code leaves to the firmware, byte for byte what the reference leaves.</summary>
public sealed class MeasuredBootTests
{
    [VectorFact]
    public void Shared_data_are_the_reference_s_and_a_record_that_no_signature_covers_is_refused()
    {
        using var document = JsonDocument.Parse(Vectors.Read("mcuboot/measured.json"));
        var found = new List<string>();
        foreach (var row in document.RootElement.EnumerateArray())
        {
            string id = row.GetProperty("id").GetString()!;
            var outcome = Boot(row);
            string expected = row.GetProperty("shared_data_hex").GetString()!;
            string actual = outcome.Started is null ? outcome.Refusal!.Rule : Convert.ToHexStringLower(outcome.Shared!.ToBytes());
            found.Add(actual == expected ? $"{id}: equal" : $"{id}: {actual}");
        }

        Assert.Equal(["bootrec-p256: equal", "bootrec-p384: equal", "bootrec-rsa3072: equal", "two-images: equal", "no-record: boot-record", "bootrec-unprotected: tlv-place"], found);
    }

    [Fact]
    public void Shared_data_are_read_strictly()
    {
        var data = new SharedData();
        Assert.Null(data.Add(0x2000, [1, 2, 3], 64));
        Assert.NotNull(data.Add(0x2000, [4], 64));
        Assert.NotNull(data.Add(0x2040, new byte[64], 64));
        Assert.Null(data.Add(0x103F, [9], 64));
        byte[] bytes = data.ToBytes();
        Assert.Equal("1620" + "1000" + "0020" + "0300" + "010203" + "3f10" + "0100" + "09", Convert.ToHexStringLower(bytes));
        Assert.Equal(bytes, SharedData.Parse([.. bytes, 7, 7]).OrThrow().ToBytes());
        for (int length = 0; length < bytes.Length; length++)
            Assert.False(SharedData.Parse(bytes.AsSpan(0, length)).Ok);
    }

    private static BootOutcome Boot(JsonElement row)
    {
        string configuration = row.GetProperty("config").GetString()!;
        string key = configuration.Split('-')[1] switch
        {
            "ec384" => "p384",
            "rsa3072" => "rsa3072",
            _ => "p256",
        };
        var graded = new GradedImage
        {
            Id = "",
            IsValidRow = true,
            File = [],
            Configuration = configuration,
            IsSecondary = false,
            Accepts = true,
            PublicKeys = [Vectors.Read($"mcuboot/keyout/sign-{key}.pub.der")],
            ContentKey = [],
            SlotSize = 0x20000,
            Erased = 0xFF,
            Extra = [],
        };
        var bench = BootBench.Of(BootBench.Small(graded.SlotSize), GradedBoot.CodeOf(graded));
        foreach (var image in row.GetProperty("images").EnumerateArray())
            bench.Chip.PutImage(image.GetProperty("area_id").GetInt32() == 1 ? 0 : 1, false, Vectors.Read($"mcuboot/{image.GetProperty("file").GetString()}"));
        return bench.Chip.Boot();
    }
}
