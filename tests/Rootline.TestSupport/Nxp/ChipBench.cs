using System.Globalization;
using Rootline.Chips.Lpc55;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Mboot;
using Xunit;

namespace Rootline.TestSupport.Nxp;

/// <summary>A virtual chip on a line in memory, with a host at the other end and one virtual clock.</summary>
public sealed class ChipBench : IDisposable
{
    /// <summary>Where challenge, response and wrapped data lie.</summary>
    public const uint Buffer = 0x20008000;

    /// <summary>Length of the buffer in bytes.</summary>
    public const ushort BufferLength = 0x1000;

    private readonly ChipBirth _birth;
    private readonly bool _anyFirmware;

    /// <summary>Powers a chip on.</summary>
    /// <param name="birth">The chip's birth; a new chip of the lab's vendor when null.</param>
    /// <param name="store">What its flash holds; delivered when null.</param>
    /// <param name="anyFirmware">The switch for a stand-in firmware.</param>
    /// <param name="cut">A power cut to come.</param>
    public ChipBench(ChipBirth? birth = null, MemoryStore? store = null, bool anyFirmware = false, Cut? cut = null)
    {
        _birth = birth is null ? ChipLab.Vendor.MakeChip(new SystemEntropy()) : CopyOf(birth);
        _anyFirmware = anyFirmware;
        Store = store ?? Delivered(_birth);
        Power = new("chip") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        Chip = new(CopyOf(_birth), Store, new(Power, new SystemEntropy()) { AnyProvisioningFirmware = anyFirmware }, Clock);
        Wire = new("isp", Chip.Device, Clock);
        Host = new(Wire, Clock, new() { Timeout = TimeSpan.FromSeconds(1) });
    }

    public VirtualClock Clock { get; } = new(VirtualClock.Epoch);

    public PowerDomain Power { get; }

    public MemoryStore Store { get; }

    public VirtualChip Chip { get; }

    public DeviceWire Wire { get; }

    public MbootHost Host { get; private set; }

    public ChipBirth Birth => _birth;

    /// <summary>A chip that runs the vendor's firmware.</summary>
    public static ChipBench WithFirmware()
    {
        var bench = new ChipBench();
        bench.LoadFirmware();
        return bench;
    }

    /// <summary>A chip that was provisioned as ordered and reset.</summary>
    public static ChipBench Closed(WrapOrder? order = null)
    {
        var bench = WithFirmware();
        bench.Burn(ChipLab.Wrap(bench.Prove(), order));
        bench.Host.Reset();
        return bench;
    }

    /// <summary>The same chip after its power went and came again.</summary>
    public ChipBench PowerCycled(Cut? cut = null) => new(_birth, Store, _anyFirmware, cut);

    /// <summary>Another chip with the same birth and a copy of the same flash.</summary>
    public ChipBench Twin(Cut? cut = null) => new(_birth, Store.Snapshot(), _anyFirmware, cut);

    /// <summary>A new session of the host, as after a restart of the chip's program.</summary>
    public MbootHost Reconnect() => Host = new(Wire, Clock, new() { Timeout = TimeSpan.FromSeconds(1) });

    public void LoadFirmware() => Host.ReceiveSbFile(ChipLab.Firmware);

    /// <summary>Lets the firmware answer a challenge.</summary>
    public byte[] Prove(byte[]? challenge = null)
    {
        Host.WriteMemory(Buffer, challenge ?? ChipLab.Challenge());
        int length = Host.ProveGenuinity(Buffer, BufferLength);
        return Host.ReadMemory(Buffer, length);
    }

    public void Burn(byte[] wrapped)
    {
        Host.WriteMemory(Buffer, wrapped);
        Host.SetWrappedData(Buffer);
    }

    /// <summary>Says one command as it is, sound or not; the first response. The next command stands for its acknowledgement.</summary>
    public ResponsePacket Execute(CommandPacket command)
    {
        Chip.Device.Receive(Frame.Command(command.ToBytes()).ToBytes());
        var said = new byte[64];
        ReadOnlySpan<byte> rest = said.AsSpan(0, Chip.Device.Give(said));
        var framer = new Framer(Framer.HostMaxPayload);
        while (!rest.IsEmpty)
        {
            if (framer.Feed(ref rest).Frame is { Type: FrameType.Command } answer)
                return ResponsePacket.Parse(answer.Payload.Span).OrThrow();
        }

        throw new InvalidOperationException("the chip gave no response");
    }

    /// <summary>The status that a command is refused with; 0 when it is not.</summary>
    public static uint Status(Action command)
    {
        try
        {
            command();
            return MbootStatus.Success;
        }
        catch (FaultException e) when (e.Fault.Code == MbootLinkFaults.Refused)
        {
            return uint.Parse(e.Fault.VendorCode!, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Demands that a command is refused with a status, and that nothing in the flash changes.</summary>
    public void Refuses(uint status, Action command)
    {
        byte[] before = Content();
        Assert.Equal(status, Status(command));
        Assert.True(before.AsSpan().SequenceEqual(Content()), $"the flash changed although the command was refused with {status}");
    }

    /// <summary>All of the flash and its ECC marks.</summary>
    public byte[] Content()
    {
        var content = new byte[Store.Length];
        Store.Read(0, content);
        return content;
    }

    public void Dispose()
    {
        Chip.Dispose();
        _birth.Dispose();
    }

    /// <summary>The flash of a new chip.</summary>
    public static MemoryStore Delivered(ChipBirth birth)
    {
        var store = new MemoryStore(ChipProfiles.Of(birth.Family).Flash.StoreLength);
        VirtualChip.Deliver(birth, store);
        return store;
    }

    private static ChipBirth CopyOf(ChipBirth birth)
    {
        using var bytes = birth.ToBytes();
        return ChipBirth.Parse(bytes.Span).OrThrow();
    }
}
