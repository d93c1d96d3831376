using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Chips.Boot;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.TestSupport;
using Rootline.TestSupport.Boot;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Boot;

/// <summary>Updates by overwriting, beside what real boot code did with the same flash: image, number of operations, every byte.</summary>
public sealed class OverwriteTraceTests(ITestOutputHelper output)
{
    private static readonly string[] Configurations = ["m16-ow", "m16-ow-enc", "m16-ow-multi"];

    [VectorFact]
    public void The_flash_is_left_byte_for_byte_as_real_boot_code_leaves_it()
    {
        using var document = JsonDocument.Parse(Vectors.Read("mcuboot/swap/swap.json"));
        var scenarios = document.RootElement.GetProperty("scenarios").EnumerateArray().Where(s => Configurations.Contains(s.GetProperty("config").GetString())).ToList();
        int boots = 0;
        foreach (var scenario in scenarios)
        {
            var bench = Bench(scenario);
            foreach (var step in scenario.GetProperty("steps").EnumerateArray())
            {
                int before = bench.Power.Count;
                var outcome = bench.Chip.Boot();
                string expected = step.GetProperty("result")[0].GetString()!;
                string id = scenario.GetProperty("id").GetString()!;
                Assert.Equal((id, expected.Split(' ')[3]), (id, $"version={outcome.Started?.Version}"));
                Assert.Equal((id, step.GetProperty("ops").GetArrayLength()), (id, bench.Power.Count - before));
                Assert.Equal((id, step.GetProperty("flash_sha256_after").GetString()), (id, Hash(bench, scenario)));
                boots++;
            }
        }

        Assert.True(scenarios.Count >= 9);
        output.Tell($"{boots} boots of {scenarios.Count} overwrite scenarios: image, operations and every byte of flash as real boot code left them");
    }

    private static BootBench Bench(JsonElement scenario)
    {
        var geometry = scenario.GetProperty("geometry");
        int size = geometry.GetProperty("size").GetInt32();
        bool isMulti = geometry.TryGetProperty("primary1", out _);
        var small = BootBench.Small(0x1000);
        var profile = small with
        {
            Flash = small.Flash with { Size = size + 0x10000 },
            Layout = new()
            {
                BootCode = new(size, 0x4000),
                Otp = new(size + 0x4000, 0x1000),
                Options = new(size + 0x6000, 0x1000),
                Images = isMulti ? [Pair(geometry, ""), Pair(geometry, "1")] : [Pair(geometry, "")],
            },
        };
        bool isEncrypted = scenario.TryGetProperty("enckey", out _);
        var bench = BootBench.Of(profile, new BootCode
        {
            Keys = [PublicKeyBytes.Parse(Vectors.Read("mcuboot/keyout/sign-p256.pub.der")).OrThrow()],
            Images = isMulti ? 2 : 1,
            ContentKeyTlv = isEncrypted ? TlvType.EncryptedP256 : null,
            ContentKey = isEncrypted ? Vectors.Read("mcuboot/keyout/enc-p256.priv.der") : default,
        });
        GradedBoot.OtpOf(bench);
        foreach (var load in scenario.GetProperty("loads").EnumerateArray())
        {
            int area = load.GetProperty("area_id").GetInt32();
            bench.Chip.PutImage(area / 4, area is 2 or 5, Vectors.Read($"mcuboot/swap/{load.GetProperty("image").GetString()}.bin"));
        }

        Assert.Equal(scenario.GetProperty("initial_sha256").GetString(), Hash(bench, scenario));
        return bench;
    }

    private static SlotPair Pair(JsonElement geometry, string number) => new(Range(geometry.GetProperty($"primary{number}")), Range(geometry.GetProperty($"secondary{number}")));

    private static FlashRange Range(JsonElement area) => new(area.GetProperty("offset").GetInt32(), area.GetProperty("size").GetInt32());

    private static string Hash(BootBench bench, JsonElement scenario) =>
        Convert.ToHexStringLower(SHA256.HashData(bench.Read(new(0, scenario.GetProperty("geometry").GetProperty("size").GetInt32()))));
}
