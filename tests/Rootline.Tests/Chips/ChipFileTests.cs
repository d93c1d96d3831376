using Rootline.Chips;
using Rootline.Chips.Lpc55;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Virtual;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.TestSupport.Power;
using Rootline.Tests.Cards;
using Xunit;

namespace Rootline.Tests.Chips;

public sealed class ChipFileTests : IDisposable
{
    private const string Path = "/chips/1.chip";
    private readonly SimulatedDisk _disk = new(new("station"));
    private readonly ChipBirth _birth = ChipLab.Vendor.MakeChip(new SystemEntropy());

    public void Dispose() => _birth.Dispose();

    [Fact]
    public void A_new_chip_is_opened_with_what_its_vendor_put_into_it_and_blank_pages()
    {
        ChipFile.Make(_disk, Path, _birth);
        var content = ChipFile.Open(_disk, Path);
        using var expected = _birth.ToBytes();
        using var found = content.Birth.ToBytes();
        Assert.Equal(expected.Span, found.Span);
        using var store = content.Store;
        using var chip = Power(content);
        Assert.False(chip.IsProvisioned);
        Assert.Equal(CfpaPage.Blank.Bytes, chip.Inside.Pfr.Cfpa.Bytes);
        Assert.True(chip.Inside.Pfr.Cmpa!.IsBlank);
        Assert.True(chip.Inside.Flash.IsErased(0, (int)chip.Inside.Profile.Application.Length));
    }

    [Fact]
    public void What_a_chip_writes_is_there_when_the_file_is_opened_again()
    {
        ChipFile.Make(_disk, Path, _birth);
        var content = ChipFile.Open(_disk, Path);
        using (content.Store)
        using (var chip = Power(content))
            Assert.Equal(0u, chip.Inside.Pfr.WriteCfpa(CfpaPage.Blank.WithVersion(7).Bytes));
        var again = ChipFile.Open(_disk, Path);
        using (again.Store)
        using (var chip = Power(again))
            Assert.Equal(7u, chip.Inside.Pfr.Cfpa.Version);
    }

    [Fact]
    public void A_chip_that_exists_is_not_overwritten()
    {
        ChipFile.Make(_disk, Path, _birth);
        byte[] before = _disk.ReadAll(Path);
        Assert.Equal(ChipFaults.Exists, FaultOf(() => ChipFile.Make(_disk, Path, _birth)));
        Assert.Equal(before, _disk.ReadAll(Path));
    }

    [Fact]
    public void A_family_without_a_virtual_chip_leaves_no_file()
    {
        using var other = new ChipBirth
        {
            Family = "lpc55s99",
            IsSeeded = false,
            Die = _birth.Die,
            DieKey = _birth.DieKey.Copy(),
            VendorKek = _birth.VendorKek.Copy(),
            VendorRootHash = _birth.VendorRootHash,
            CardKey = _birth.CardKey,
        };
        Assert.Equal(ChipFaults.NoSuchChip, FaultOf(() => ChipFile.Make(_disk, Path, other)));
        Assert.False(_disk.Exists(Path));
    }

    [Fact]
    public void When_the_disk_is_full_at_any_write_nothing_is_left_behind()
    {
        int refused = 0;
        for (int writes = 0; ; writes++)
        {
            var disk = new MemoryDisk { WritesLeft = writes };
            if (FaultOf(() => ChipFile.Make(disk, Path, _birth)) is not { } fault)
                break;
            Assert.Equal(DiskFaults.Full, fault);
            Assert.Empty(disk.Files);
            refused++;
        }

        Assert.True(refused > 1, "no disk was full");
    }

    [Fact]
    public void A_chip_whose_making_was_cut_is_no_chip_or_a_whole_one()
    {
        var trial = new SimulatedDisk(new("station") { Records = true });
        ChipFile.Make(trial, Path, _birth);
        var whole = trial.ReadAll(Path);
        int cases = 0;
        foreach (var operation in trial.Domain.Trace)
        {
            foreach (var cut in Cuts(operation))
            {
                var disk = new SimulatedDisk(new("station"));
                disk.Domain.Arm(cut);
                Assert.Throws<PowerLostException>(() => ChipFile.Make(disk, Path, _birth));
                var found = disk.AfterPowerLoss(new("station"));
                if (!found.Exists(Path) || FaultOf(() => ChipFile.Open(found, Path).Store.Dispose()) == ChipFaults.Damaged)
                    cases++;
                else
                    Assert.Equal(whole, found.ReadAll(Path));
            }
        }

        Assert.True(cases > 10, $"only {cases} unfinished chips");
    }

    [Fact]
    public void Every_changed_byte_of_the_header_is_refused()
    {
        ChipFile.Make(_disk, Path, _birth);
        using var file = _disk.Open(Path, create: false);
        var one = new byte[1];
        for (int i = 0; i < ChipFile.HeaderLength; i++)
        {
            file.Read(i, one);
            one[0] ^= 0x10;
            file.Write(i, one);
            Assert.Equal(ChipFaults.Damaged, FaultOf(() => ChipFile.Open(_disk, Path)));
            one[0] ^= 0x10;
            file.Write(i, one);
        }

        ChipFile.Open(_disk, Path).Store.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(63)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(-1)]
    public void A_truncated_chip_is_refused(long length)
    {
        ChipFile.Make(_disk, Path, _birth);
        using (var file = _disk.Open(Path, create: false))
            file.Truncate(length < 0 ? file.Length + length : length);
        Assert.Equal(ChipFaults.Damaged, FaultOf(() => ChipFile.Open(_disk, Path)));
    }

    [Fact]
    public void A_chip_file_that_is_too_long_is_refused()
    {
        ChipFile.Make(_disk, Path, _birth);
        using (var file = _disk.Open(Path, create: false))
            file.Write(file.Length, [0]);
        Assert.Equal(ChipFaults.Damaged, FaultOf(() => ChipFile.Open(_disk, Path)));
    }

    [Fact]
    public void A_file_on_a_real_disk_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        string path = folder.PathOf("1.chip");
        ChipFile.Make(new OsDisk(), path, _birth);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(ChipFile.HeaderLength + ChipProfile.Lpc55S69.Flash.StoreLength, new FileInfo(path).Length);
        ChipFile.Open(new OsDisk(), path).Store.Dispose();
    }

    [ProgramFact("stat")]
    public void A_file_on_a_real_disk_takes_the_room_of_what_was_written()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("1.chip");
        ChipFile.Make(new OsDisk(), path, _birth);
        long blocks = long.Parse(ProgramRun.Finish(ProgramRun.Start("stat", folder.Folder, null, "-c", "%b", path)).Output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(blocks * 512, 1, new FileInfo(path).Length / 4);
    }

    private static VirtualChip Power(ChipContent content) =>
        new(content.Birth, content.Store, new(new("chip"), new SystemEntropy()), new VirtualClock(VirtualClock.Epoch));

    private static IEnumerable<Cut> Cuts(Operation operation) =>
        from survival in Enum.GetValues<Survival>()
        from cut in Enumerable.Range(0, operation.TornOutcomes)
            .Select(outcome => new Cut(operation.Index, CutMoment.Torn, outcome, survival))
            .Append(new(operation.Index, CutMoment.Before, 0, survival))
            .Append(new(operation.Index, CutMoment.After, 0, survival))
        select cut;

    private static FaultCode? FaultOf(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (FaultException e)
        {
            return e.Fault.Code;
        }
    }
}
