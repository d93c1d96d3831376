using Rootline.Cli.Config;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Config;

public sealed class LineConfigTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public LineConfigTests()
    {
        _factory.PutVendor();
        foreach (string part in (string[])["card.bin", "chip.bin", "chip-2.bin"])
            File.WriteAllText(_factory.PathOf(part), "only its name is looked at");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_virtual_target_becomes_its_chip_files()
    {
        _factory.WriteLine("chips: [chip.bin, .\\chip-2.bin]", "timeout: 0");
        var config = Read();
        var target = Assert.IsType<VirtualTargets>(config.Target);
        Assert.Equal([_factory.PathOf("chip.bin"), _factory.PathOf("chip-2.bin")], target.ChipFiles);
        Assert.Equal((Families.Lpc55S6x, TimeSpan.Zero), (config.Family, config.DeviceTimeout));
        Assert.Equal(File.ReadAllBytes(_factory.PathOf("oem/product.sb2")), config.ProductFirmware);
        Assert.Equal(_factory.PathOf("log.db"), config.LogPath);
    }

    [Fact]
    public void A_serial_target_has_the_original_s_rate_and_a_timeout_that_real_parts_keep()
    {
        _factory.WriteLine("blhost_port: /dev/ttyS9", "tp_target: blhost");
        Assert.Equal(new SerialTarget("/dev/ttyS9", 57600, null, TimeSpan.FromSeconds(5)), Read().Target);
        _factory.WriteLine("blhost_port: /dev/ttyS9, blhost_baudrate: '115_200', blhost_timeout: 5_00, buffer_address: 0x2000_4000, buffer_size: 0x800", "tp_target: blhost");
        Assert.Equal(new SerialTarget("/dev/ttyS9", 115200, new(0x2000_4000, 0x800), TimeSpan.FromMilliseconds(500)), Read().Target);
    }

    [Fact]
    public void The_pause_in_which_a_device_restarts_can_be_set_for_both_kinds_of_target()
    {
        _factory.WriteLine("chip: chip.bin");
        Assert.Equal(TimeSpan.FromMilliseconds(300), Read().Target.RestartPause);
        _factory.WriteLine("chip: chip.bin, restart_pause: 0");
        Assert.Equal(TimeSpan.Zero, Read().Target.RestartPause);
        _factory.WriteLine("blhost_port: /dev/ttyS9, restart_pause: 1500", "tp_target: blhost");
        Assert.Equal(TimeSpan.FromMilliseconds(1500), Read().Target.RestartPause);
    }

    [Fact]
    public void A_port_may_be_a_TCP_address()
    {
        _factory.WriteLine("blhost_port: 'tcp://localhost:4711', blhost_timeout: 500", "tp_target: blhost");
        Assert.Equal(new TcpTarget(new("localhost", 4711), null, TimeSpan.FromMilliseconds(500)), Read().Target);
    }

    [Theory]
    [InlineData("virtual", "chip: chip.bin, restart_pause: -1", "configuration")]
    [InlineData("virtual", "chip: chip.bin, restart_pause: 60001", "configuration")]
    [InlineData("blhost", "blhost_usb: 0x1fc9", "usb-target-not-supported")]
    [InlineData("swmodel", "id: x", "software-model-not-supported")]
    [InlineData("blhost", "blhost_baudrate: 1", "configuration")]
    [InlineData("blhost", "blhost_port: /dev/x, blhost_baudrate: 0", "configuration")]
    [InlineData("blhost", "blhost_port: tcp://host", "configuration")]
    [InlineData("blhost", "blhost_port: tcp://host:0", "configuration")]
    [InlineData("usb", "x: 1", "configuration")]
    [InlineData("virtual", "x: 1", "configuration")]
    [InlineData("virtual", "chip: chip.bin, chips: [chip-2.bin]", "configuration")]
    [InlineData("virtual", "chips: []", "configuration")]
    [InlineData("virtual", "chips: [chip.bin, chip.bin]", "configuration")]
    [InlineData("virtual", "chips: [chip.bin, nowhere.bin]", "configuration")]
    [InlineData("virtual", "chip: nowhere.bin", "configuration")]
    public void A_target_that_cannot_be_reached_is_refused(string target, string parameters, string code)
    {
        _factory.WriteLine(parameters, $"tp_target: {target}");
        Assert.Equal(code, Fault().Code.Id);
    }

    [Fact]
    public void A_log_that_lies_in_the_working_folder_is_found_there()
    {
        Directory.CreateDirectory(_factory.PathOf("sub"));
        File.Move(_factory.PathOf("line.yaml"), _factory.PathOf("sub/line.yaml"));
        var context = CliRun.Context(_factory.Folder);
        Assert.Equal(_factory.PathOf("sub/log.db"), LineConfig.Read(context, "sub/line.yaml").LogPath);
        File.WriteAllText(_factory.PathOf("log.db"), "");
        Assert.Equal(_factory.PathOf("log.db"), LineConfig.Read(context, "sub/line.yaml").LogPath);
    }

    [Fact]
    public void A_firmware_file_that_is_no_SB2_is_refused_before_anything_is_opened()
    {
        _factory.WriteLine("chip: chip.bin", "prov_firmware: oem/cmpa.bin", "firmware: nowhere.sb2", "audit_log:");
        string what = Fault().What;
        Assert.All((string[])["prov_firmware: ", "firmware: nowhere.sb2 does not exist", "audit_log is missing"], t => Assert.Contains(t, what, StringComparison.Ordinal));
    }

    private LineConfig Read() => LineConfig.Read(CliRun.Context(_factory.Folder), "line.yaml");

    private Fault Fault() => Assert.Throws<FaultException>(Read).Fault;
}
