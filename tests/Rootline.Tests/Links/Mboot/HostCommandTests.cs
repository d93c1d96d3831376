using Rootline.Core.Secrets;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.Links.Mboot.Hid;
using Rootline.Tests.Formats.Nxp.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Mboot;

/// <summary>Every command as a method, over both kinds of wire: the packet of the samples is sent, and its data travel.</summary>
public sealed class HostCommandTests
{
    private static readonly byte[] Key32 = WillingTarget.Numbers(32);

    private static readonly Dictionary<string, Action<MbootHost>> Deeds = new()
    {
        ["FlashEraseAll"] = h => h.FlashEraseAll(),
        ["FlashEraseRegion"] = h => h.FlashEraseRegion(0x40000, 0x200),
        ["ReadMemory"] = h => Assert.Equal(WillingTarget.Numbers(512), h.ReadMemory(0x9DE00, 512)),
        ["WriteMemory"] = h => h.WriteMemory(0x9DE00, WillingTarget.Numbers(512)),
        ["FillMemory"] = h => h.FillMemory(0x20008000, 0x100, 0x11223344),
        ["FlashSecurityDisable"] = h => With([1, 2, 3, 4, 5, 6, 7, 8], h.Code.DisableFlashSecurity),
        ["ReceiveSbFile"] = h => h.ReceiveSbFile(WillingTarget.Numbers(0x2380)),
        ["Execute"] = h => h.Code.Execute(0x20000000, 1, 0x20018000),
        ["Call"] = h => h.Code.Call(0x20000001, 2),
        ["Reset"] = h => h.Reset(),
        ["SetProperty"] = h => h.SetProperty(PropertyTag.VerifyWrites, 1),
        ["FlashEraseAllUnsecure"] = h => h.Code.EraseAllAndOpen(),
        ["FlashProgramOnce"] = h => h.OneTime.BurnWords(2, 0x11223344, 0x55667788),
        ["FlashReadOnce"] = h => Assert.Equal([1u], h.OneTime.ReadWords(2, 1)),
        ["FlashReadResource"] = h => Assert.Equal(WillingTarget.Numbers(8), h.OneTime.ReadResource(0, 8, 1)),
        ["ConfigureMemory"] = h => h.ConfigureMemory(MemoryId.SpiNor, 0x2000F000),
        ["ReliableUpdate"] = h => h.Code.ReliableUpdate(0x40000),
        ["FuseProgram"] = h => h.OneTime.BurnFuses(0x10, new byte[] { 1, 2, 3, 4 }, (uint)MemoryId.Ifr),
        ["KeyEnroll"] = h => h.Keys.Enroll(),
        ["SetUserKey"] = h => With(Key32, k => h.Keys.SetUserKey(UserKeyType.SbKek, k)),
        ["SetIntrinsicKey"] = h => h.Keys.SetIntrinsicKey(UserKeyType.PrinceRegion0, 16),
        ["WriteNonVolatile"] = h => h.Keys.BurnKeyStore(),
        ["ReadNonVolatile"] = h => h.Keys.LoadKeyStore(),
        ["WriteKeyStore"] = h => h.Keys.WriteKeyStore(WillingTarget.Numbers(0x6A6)),
        ["ReadKeyStore"] = h => Assert.Equal(WillingTarget.Numbers(150), h.Keys.ReadKeyStore()),
        ["ProveGenuinity"] = h => Assert.Equal(100, h.ProveGenuinity(0x20008000, 0x1000)),
        ["SetWrappedData"] = h => h.SetWrappedData(0x20008000),
        ["FuseRead"] = h => Assert.Equal(WillingTarget.Numbers(4), h.OneTime.ReadFuses(0x10, 4, (uint)MemoryId.Ifr)),
        ["UpdateLifeCycle"] = h => h.Code.AdvanceLifeCycleForEver(7),
        ["EleMessage"] = h => h.Code.PassToEnclave(new(0x20000000, 3, 0x20000100, 4)),
        ["EdgeLock2Go version"] = h => h.Code.AgentVersion(),
        ["EdgeLock2Go close"] = h => h.Code.CloseDeviceForEver(0x20000000, 1),
    };

    public static TheoryData<string, bool> Commands
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in Deeds.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_sent_as_its_sample_and_its_data_arrive(string name, bool usb)
    {
        var target = new WillingTarget();
        var host = Host(target, usb);
        Deeds[name](host);
        string hex = TypedCommands.Samples.Single(s => s.Name == name).Hex;
        if (usb && name == "ReadMemory")
            Assert.Equal(8, target.Commands.Count);
        else
            Assert.Equal([hex], target.Commands);
        Assert.Equal(CommandPacket.Parse(Convert.FromHexString(hex)).OrThrow().HasDataPhase ? 1 : 0, target.Data.Count);
        Assert.Null(host.Poison);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_blob_takes_two_commands(bool usb)
    {
        var target = new WillingTarget();
        byte[] blob = [];
        With(WillingTarget.Numbers(16), key => blob = Host(target, usb).Keys.GenerateKeyBlob(2, key, 72));
        Assert.Equal(WillingTarget.Numbers(72), blob);
        Assert.Equal(TypedCommands.Samples.Where(s => s.Name.StartsWith("GenerateKeyBlob", StringComparison.Ordinal)).Select(s => s.Hex), target.Commands);
        Assert.Equal(WillingTarget.Numbers(16), Assert.Single(target.Data));
    }

    [Fact]
    public void Every_command_of_the_reference_but_the_bridges_has_a_method() =>
        Assert.Empty(TypedCommands.Samples.Select(s => s.Name).Except(Deeds.Keys)
            .Except(["GetProperty", "GenerateKeyBlob send", "GenerateKeyBlob read", "ClassicTrust", "ConfigureI2c", "ConfigureSpi", "ConfigureCan"]));

    [Fact]
    public void Memories_that_are_mapped_go_by_the_number_0_and_the_others_by_their_own()
    {
        var target = new WillingTarget();
        Host(target, usb: false).ReadMemory(0, 16, (uint)MemoryId.FlexSpiNor);
        Host(target, usb: false).ReadMemory(0, 16, (uint)MemoryId.SpiNor);
        Assert.Equal([0u, 0x110u], target.Commands.Select(c => CommandPacket.Parse(Convert.FromHexString(c)).OrThrow().Parameters[2]));
    }

    private static MbootHost Host(WillingTarget target, bool usb)
    {
        var clock = new VirtualClock(VirtualClock.Epoch);
        return usb
            ? new MbootHost(new ReportDeviceWire("usb", new HidDevice(target), clock), clock)
            : new MbootHost(new DeviceWire("isp", new MbootDevice(target, clock), clock), clock);
    }

    private static void With(byte[] bytes, Action<Secret> deed)
    {
        using var secret = Secret.CopyOf(bytes);
        deed(secret);
    }
}
