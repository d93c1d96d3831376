using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.Oem.Nxp;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>
/// The power goes at every operation of a closed chip's flash while it runs a product file that erases, loads, fills and writes a
/// new CFPA. The chip stays closed with its keys, and the same file, with a newer CFPA where the first one got through, finishes.
/// </summary>
public sealed class SbFilePowerCutTests(ITestOutputHelper output)
{
    private const uint Cfpa = 0x9DE00;
    private const uint FirstVersion = 3;
    private static readonly byte[] Image = [.. Enumerable.Range(0, 1200).Select(i => (byte)(i * 5))];

    [Fact]
    public void After_a_cut_anywhere_in_a_product_file_the_chip_is_closed_and_takes_it_again()
    {
        using var closed = ChipBench.Closed();
        using (var old = closed.PowerCycled())
            old.Host.ReceiveSbFile(ChipLab.ProductOf(new EraseCommand(0, 4096), new FillCommand(0, 2048, 0xABABABAB)));
        int torn = 0;
        int renewed = 0;
        var cuts = Cuts(Trace(closed)).ToList();
        foreach (var cut in cuts)
        {
            using var dead = closed.Twin(cut);
            Assert.Throws<FaultException>(() => dead.Host.ReceiveSbFile(File(FirstVersion)));
            Assert.True(dead.Wire.DeviceIsDead);
            using var later = dead.PowerCycled();
            Assert.True(later.Chip.IsProvisioned, $"{cut}");
            uint version = later.Chip.Inside.Pfr.Cfpa.Version;
            Assert.True(version is FirstVersion - 1 or FirstVersion, $"{cut}: version {version}");
            torn += later.Chip.Inside.Flash.Read(0, Image.Length)?.AsSpan().SequenceEqual(Image) == true ? 0 : 1;
            renewed += version == FirstVersion ? 1 : 0;
            later.Host.ReceiveSbFile(File(version + 1));
            AssertComplete(later, version + 1, $"{cut}");
        }

        output.Tell($"{cuts.Count} cuts while a product file runs: {torn} found without the image, {renewed} with the new CFPA; 0 violations");
        Assert.True(torn > 10 && torn < cuts.Count && renewed > 0);
    }

    private static byte[] File(uint version) => ChipLab.ProductOf(
        5,
        [
            new VersionCheckCommand(false, 0), new EraseCommand(0, 4096), new LoadCommand(0, Image), new FillCommand(0x600, 512, 0x01020304),
            new LoadCommand(Cfpa, ProductPages.FirstCfpa().WithVersion(version).Bytes.ToArray()),
        ]);

    private static void AssertComplete(ChipBench bench, uint version, string place)
    {
        var inside = bench.Chip.Inside;
        Assert.True(inside.Flash.Read(0, Image.Length).AsSpan().SequenceEqual(Image), place);
        Assert.True(inside.Flash.Read(0x600, 4).AsSpan().SequenceEqual((byte[])[4, 3, 2, 1]), place);
        Assert.True(inside.Pfr.Cfpa.Version == version, place);
        using var keys = inside.Keys.Read();
        using var expected = ChipLab.InStoreOrder(ChipLab.Oem.SbKek);
        Assert.True(keys is not null && keys.SbKek.FixedTimeEquals(expected.Span), place);
        Assert.True(bench.Chip.IsProvisioned, place);
    }

    private static IReadOnlyList<Operation> Trace(ChipBench closed)
    {
        using var twin = closed.Twin();
        twin.Host.ReceiveSbFile(File(FirstVersion));
        AssertComplete(twin, FirstVersion, "no cut");
        return [.. twin.Power.Trace];
    }

    private static IEnumerable<Cut> Cuts(IReadOnlyList<Operation> trace) =>
        from operation in trace
        from cut in Enumerable.Range(0, operation.TornOutcomes)
            .Select(outcome => new Cut(operation.Index, CutMoment.Torn, outcome))
            .Append(new(operation.Index, CutMoment.Before))
            .Append(new(operation.Index, CutMoment.After))
        select cut;
}
