using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

public sealed class RomMemoryTests : IDisposable
{
    private const uint ApplicationEnd = 0x9DE00;
    private const uint CfpaAddress = 0x9DE00;
    private const uint CmpaAddress = 0x9E400;
    private readonly ChipBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0x00000000, 512)]
    [InlineData(0x00000200, 1300)]
    [InlineData(0x10040000, 700)]
    [InlineData(ApplicationEnd - 512, 512)]
    public void Flash_is_written_once_read_back_erased_and_written_again(uint address, int length)
    {
        byte[] first = Pattern(length, 1);
        byte[] second = Pattern(length, 2);
        _bench.Host.WriteMemory(address, first);
        Assert.Equal(first, _bench.Host.ReadMemory(address, length));
        Assert.Equal(first, _bench.Host.ReadMemory(address ^ 0x10000000, length));
        _bench.Refuses(MbootStatus.MemoryCumulativeWrite, () => _bench.Host.WriteMemory(address, second));
        _bench.Host.FlashEraseRegion(address, (uint)length);
        _bench.Refuses(MbootStatus.MemoryBlankPageRead, () => _bench.Host.ReadMemory(address, length));
        _bench.Refuses(MbootStatus.MemoryBlankPageRead, () => _bench.Host.ReadMemory(address + (uint)length - 1, 1));
        _bench.Host.WriteMemory(address, second);
        Assert.Equal(second, _bench.Host.ReadMemory(address, length));
    }

    [Fact]
    public void A_write_that_meets_a_written_page_at_its_end_changes_nothing()
    {
        _bench.Host.WriteMemory(1024, Pattern(10, 1));
        _bench.Refuses(MbootStatus.MemoryCumulativeWrite, () => _bench.Host.WriteMemory(0, Pattern(1025, 2)));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(511u)]
    [InlineData(0x10000100u)]
    public void Flash_is_written_from_the_beginning_of_a_page(uint address) =>
        _bench.Refuses(MbootStatus.MemoryAlignment, () => _bench.Host.WriteMemory(address, Pattern(16, 1)));

    [Theory]
    [InlineData(1u, 512u, MbootStatus.FlashAlignment)]
    [InlineData(0x100u, 0x200u, MbootStatus.FlashAlignment)]
    [InlineData(ApplicationEnd, 512u, MbootStatus.FlashAddress)]
    [InlineData(0u, ApplicationEnd + 1, MbootStatus.FlashAddress)]
    [InlineData(0u, uint.MaxValue, MbootStatus.FlashAddress)]
    [InlineData(512u, 0xFFFFFE01u, MbootStatus.FlashAddress)]
    [InlineData(0x20000000u, 512u, MbootStatus.FlashAddress)]
    public void Only_whole_pages_of_the_application_are_erased(uint address, uint length, uint status) =>
        _bench.Refuses(status, () => _bench.Host.FlashEraseRegion(address, length));

    [Fact]
    public void Erase_all_leaves_the_protected_pages_and_the_keys()
    {
        using var closed = ChipBench.Closed(new() { Cmpa = ChipLab.OpenCmpa });
        closed.Host.WriteMemory(0, Pattern(100, 1));
        Assert.Equal(MbootStatus.Success, closed.Execute(new(CommandTag.FlashEraseAll, false, 0)).Status);
        Assert.True(closed.Chip.Inside.Flash.IsErased(0, (int)ApplicationEnd));
        Assert.True(closed.Chip.IsProvisioned);
        using var keys = closed.Chip.Inside.Keys.Read();
        Assert.NotNull(keys);
    }

    [Theory]
    [InlineData(0x9E000u, 512)]
    [InlineData(0x9E200u, 16)]
    [InlineData(0x9E600u, 512)]
    [InlineData(0x9F000u, 1536)]
    [InlineData(0x1009E600u, 512)]
    [InlineData(ApplicationEnd - 16, 32)]
    [InlineData(CfpaAddress, 513)]
    [InlineData(0x9FFF0u, 16)]
    [InlineData(0xA0000u, 16)]
    [InlineData(0x20017FF0u, 17)]
    [InlineData(0xFFFFFFF0u, 16)]
    [InlineData(0xFFFFFFF0u, 64)]
    public void Copies_keys_session_and_what_is_not_there_are_hidden(uint address, int length)
    {
        _bench.Refuses(MbootStatus.MemoryRangeInvalid, () => _bench.Host.ReadMemory(address, length));
        if (address != CfpaAddress)
            _bench.Refuses(MbootStatus.MemoryRangeInvalid, () => _bench.Host.WriteMemory(address, new byte[length]));
    }

    [Theory]
    [InlineData(CfpaAddress)]
    [InlineData(CmpaAddress)]
    [InlineData(CfpaAddress | 0x10000000)]
    public void A_protected_page_is_written_whole(uint address)
    {
        _bench.Refuses(MbootStatus.FlashAlignment, () => _bench.Host.WriteMemory(address, new byte[511]));
        _bench.Refuses(MbootStatus.FlashAlignment, () => _bench.Host.WriteMemory(address, new byte[513]));
        _bench.Refuses(MbootStatus.MemoryRangeInvalid, () => _bench.Host.WriteMemory(address + 16, new byte[496]));
    }

    [Fact]
    public void Protected_pages_are_read_in_part_and_written_by_their_rules()
    {
        byte[] page = CfpaPage.Blank.WithVersion(0x01020304).Bytes.ToArray();
        _bench.Host.WriteMemory(CfpaAddress, page);
        Assert.Equal([4, 3, 2, 1], _bench.Host.ReadMemory(CfpaAddress + 4, 4));
        Assert.Equal(page, _bench.Host.ReadMemory(CfpaAddress, 512));
        _bench.Refuses(MbootStatus.FlashCfpaRollback, () => _bench.Host.WriteMemory(CfpaAddress, page));
        _bench.Refuses(MbootStatus.FlashCfpaScratch, () => _bench.Host.WriteMemory(CfpaAddress, CfpaPage.Blank.WithVersion(0x02000000).WithCmpaInProgress(true).Bytes.ToArray()));
    }

    [Theory]
    [InlineData(0x20000000u, 0x18000)]
    [InlineData(0x30008000u, 0x1000)]
    [InlineData(0x04000000u, 0x8000)]
    [InlineData(0x40100000u, 0x4000)]
    public void RAM_is_written_and_read_at_any_address(uint address, int length)
    {
        byte[] content = Pattern(length - 1, 3);
        _bench.Host.WriteMemory(address + 1, content);
        Assert.Equal(content, _bench.Host.ReadMemory(address + 1, content.Length));
        Assert.Equal(content, _bench.Host.ReadMemory((address ^ 0x10000000) + 1, content.Length));
    }

    [Fact]
    public void Memory_is_filled_with_a_pattern_of_words()
    {
        Assert.Equal(MbootStatus.Success, _bench.Execute(new(CommandTag.FillMemory, false, 0x200, 1024, 0x44332211)).Status);
        Assert.Equal([0x11, 0x22, 0x33, 0x44, 0x11], _bench.Host.ReadMemory(0x200, 5));
        Assert.Equal([0x33, 0x44], _bench.Host.ReadMemory(0x5FE, 2));
        Assert.Equal(MbootStatus.MemoryBlankPageRead, ChipBench.Status(() => _bench.Host.ReadMemory(0x5FE, 3)));
        Assert.Equal(MbootStatus.MemoryCumulativeWrite, _bench.Execute(new(CommandTag.FillMemory, false, 0x200, 4, 0)).Status);
        Assert.Equal(MbootStatus.InvalidArgument, _bench.Execute(new(CommandTag.FillMemory, false, 0x20000000, 6, 0)).Status);
        Assert.Equal(MbootStatus.MemoryRangeInvalid, _bench.Execute(new(CommandTag.FillMemory, false, 0x20000000, 0xFFFFFFFC, 0)).Status);
    }

    [Fact]
    public void A_word_in_which_the_power_went_cannot_be_read_until_its_page_is_erased()
    {
        using var torn = _bench.Twin(new(0, Rootline.Core.Power.CutMoment.Torn, 0));
        Assert.ThrowsAny<Exception>(() => torn.Host.WriteMemory(0, Pattern(512, 1)));
        using var later = torn.PowerCycled();
        Assert.Equal(116u, ChipBench.Status(() => later.Host.ReadMemory(0, 16)));
        later.Host.FlashEraseRegion(0, 512);
        Assert.Equal(MbootStatus.MemoryBlankPageRead, ChipBench.Status(() => later.Host.ReadMemory(0, 16)));
    }

    [Fact]
    public void The_firmware_lets_the_host_into_its_buffer_and_nowhere_else()
    {
        using var bench = ChipBench.WithFirmware();
        bench.Host.WriteMemory(ChipBench.Buffer, Pattern(ChipBench.BufferLength, 1));
        Assert.Equal(Pattern(ChipBench.BufferLength, 1), bench.Host.ReadMemory(ChipBench.Buffer, ChipBench.BufferLength));
        foreach (uint address in new uint[] { 0, CfpaAddress, 0x20000000, ChipBench.Buffer - 1, ChipBench.Buffer + 0xFF1 })
        {
            bench.Refuses(MbootStatus.MemoryRangeInvalid, () => bench.Host.ReadMemory(address, 16));
            bench.Refuses(MbootStatus.MemoryRangeInvalid, () => bench.Host.WriteMemory(address, new byte[16]));
        }
    }

    private static byte[] Pattern(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + seed))];
}
