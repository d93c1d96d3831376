using Rootline.Chips.Cpu;
using Rootline.Chips.Tfm;
using Rootline.Core.Power;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Elf;
using Rootline.Formats.Tfm;
using Rootline.Line.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Tfm;

/// <summary>
/// A small device with TF-M on a virtual core: boot loader, secure and non-secure image with the functions that provisioning uses, over
/// real one-time memory in flash. Behind a debug server in memory; its power can be cut at any operation of its flash.
/// </summary>
public sealed class TfmBench
{
    private readonly TfmBenchOptions _options;
    private readonly OtpBench _otp;
    private readonly TfmBenchFirmware _firmware;

    private TfmBench(TfmBenchOptions options, OtpBench otp)
    {
        (_options, _otp) = (options, otp);
        Clock = options.Clock ?? new VirtualClock(VirtualClock.Epoch);
        _firmware = new(options, new OtpHal(otp.Backing, options.Release));
        var target = new CpuDebugTarget(_firmware.Cpu, "Rootline test bench");
        _firmware.Cpu.Reset();
        Device = new GdbDevice(target, Clock);
        Wire = new DeviceWire("bench", Device, Clock);
    }

    /// <summary>The clock of both sides.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Its debug server.</summary>
    public GdbDevice Device { get; }

    /// <summary>The line to the device's debug server.</summary>
    public DeviceWire Wire { get; }

    /// <summary>Its one-time memory.</summary>
    public OtpBench Otp => _otp;

    /// <summary>The device's power.</summary>
    public PowerDomain Power => _otp.Power;

    /// <summary>How often each element was burned since the power came.</summary>
    public IReadOnlyDictionary<OtpElement, int> Burned => _firmware.Burned;

    /// <summary>A new device.</summary>
    /// <param name="options">How its firmware is built.</param>
    public static TfmBench New(TfmBenchOptions? options = null)
    {
        options ??= new();
        return new(options, OtpBench.Erased(new OtpLayout(new OtpLayoutForm(options.Release, BundleSample.Order.Rotpks[0].Length))));
    }

    /// <summary>The same device powered anew, with another firmware where one is given.</summary>
    /// <param name="cut">Where it loses power, or null.</param>
    /// <param name="options">How its firmware is built; null for as before.</param>
    public TfmBench Again(Cut? cut = null, TfmBenchOptions? options = null) => new(options ?? _options, _otp.Twin(cut));

    /// <summary>The firmware's files, as the station looks at them.</summary>
    /// <param name="withApplication">Whether the non-secure image is given.</param>
    public TfmFirmware Firmware(bool withApplication = true) =>
        TfmFirmware.Of(Elf(_firmware.Loader), Elf(_firmware.Secure), withApplication ? Elf(_firmware.NonSecure) : null).OrThrow();

    /// <summary>The ELF files: boot loader, secure image, non-secure image.</summary>
    public IReadOnlyList<byte[]> ElfFiles => [_firmware.Loader, _firmware.Secure, _firmware.NonSecure];

    /// <summary>Bytes of RAM, as the core sees them in its secure state.</summary>
    public byte[] Ram(uint address, int length)
    {
        var bytes = new byte[length];
        return _firmware.Cpu.Memory.Read(address, bytes, secure: true) ? bytes : throw new InvalidOperationException($"no RAM at {address:x}");
    }

    /// <summary>Opens a session with the device.</summary>
    public DeviceTarget Connect()
    {
        var host = new GdbHost(Wire, Clock);
        host.Open();
        return new(host, new HostServer(host, GdbServerProfile.Rootline, Clock));
    }

    private static ElfImage Elf(byte[] file) => ElfImage.Parse(file).OrThrow();
}
