using Rootline.Core.Entropy;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Properties;
using Rootline.Foundry.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>The ROMs of the families that have fuses.</summary>
public sealed class RomFuseTests
{
    public static TheoryData<string> FamiliesWithFuses => [.. Families.All.Where(f => f.UsesProvisioningData).Select(f => f.Names[0])];

    [Theory]
    [MemberData(nameof(FamiliesWithFuses))]
    public void Fuses_are_one_time_words_by_another_name(string family)
    {
        using var bench = Make(family);
        var host = bench.Host.OneTime;
        host.BurnFuses(3, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], host.ReadFuses(3, 8));
        Assert.Equal([0x04030201u, 0x08070605u], host.ReadWords(3, 2));
        Assert.Equal([5, 6, 7, 8], host.ReadFuses(4, 4, (uint)MemoryId.Ifr));
        bench.Refuses(MbootStatus.OneTimeLocked, () => host.BurnFuses(4, new byte[4]));
        bench.Refuses(MbootStatus.OneTimeAddress, () => host.BurnFuses(63, new byte[8]));
        bench.Refuses(MbootStatus.OneTimeAddress, () => host.ReadFuses(64, 4));
        bench.Refuses(MbootStatus.InvalidArgument, () => host.ReadFuses(0, 6));
        bench.Refuses(MbootStatus.InvalidArgument, () => host.BurnFuses(0, new byte[6]));
        bench.Refuses(MbootStatus.MemoryNotConfigured, () => host.ReadFuses(0, 4, (uint)MemoryId.SpiNor));
        Assert.Equal(MbootStatus.OneTimeAddress, bench.Execute(new FuseProgramCommand(0, 0, 0).ToPacket()).Status);
        Assert.Equal(MbootStatus.InvalidArgument, bench.Execute(new FuseReadCommand(0, 0, 0).ToPacket()).Status);
        Assert.Equal(MbootStatus.OneTimeAddress, bench.Execute(new FuseReadCommand(0, 0xFFFFFFFC, 0).ToPacket()).Status);
    }

    [Theory]
    [MemberData(nameof(FamiliesWithFuses))]
    public void Every_ROM_says_in_its_mask_which_commands_it_has(string family)
    {
        using var bench = Make(family);
        var told = new AvailableCommands(bench.Host.GetProperty(PropertyTag.AvailableCommands)[0]);
        Assert.Equal(RomCommands.WithFuses.Select(c => c.Tag), told.Tags);
    }

    private static ChipBench Make(string family)
    {
        using var vendor = VirtualVendor.Found(Families.Find(family).OrThrow(), TimeProvider.System, new SystemEntropy());
        using var birth = vendor.MakeChip(new SystemEntropy());
        return new ChipBench(birth);
    }
}
