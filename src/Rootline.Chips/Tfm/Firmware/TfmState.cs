using System.Buffers.Binary;
using Rootline.Chips.Boot;
using Rootline.Core.Entropy;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Tfm;
using Rootline.Services.Attestation;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>What the programs of a TF-M device share while it has power.</summary>
/// <param name="Build">What the firmware was built to be.</param>
/// <param name="Machine">Flash and protections.</param>
/// <param name="Entropy">Where random bytes come from.</param>
internal sealed record TfmState(TfmBuild Build, BootMachine Machine, EntropySource Entropy)
{
    // TF-M's published attestation key, as the word that its firmware looks for.
    private const ulong DummyKeyStart = 0xA4906F6DB254B4A9;

    private OtpHal? _otp;
    private FlashOtpBacking? _storage;
    private LifecycleMachine? _lifecycle;

    /// <summary>One-time memory.</summary>
    public OtpHal Otp => _otp ??= new(Backing(), Build.OtpForm.Release);

    /// <summary>Whether one-time memory resets the device, now: a life cycle was burned into a CryptoCell-312. Told once.</summary>
    public bool TakeReset() => Machine.CryptoCell?.TakeReset() == true;

    /// <summary>The counters of the platform.</summary>
    public PlatformCounters Counters => new(Otp, _storage);

    /// <summary>The life cycle.</summary>
    public LifecycleMachine Lifecycle => _lifecycle ??= new(Otp);

    /// <summary>The UART.</summary>
    public TfmConsole Console { get; } = new();

    /// <summary>What the boot loader left for the services.</summary>
    public SharedData? Shared { get; set; }

    /// <summary>The debug state that a debugger's authentication opened, which stands over resets; null for none.</summary>
    public TfmLifecycle? OpenedDebug { get; set; }

    /// <summary>What became of the last verification of the images; null before it.</summary>
    public BootOutcome? Outcome { get; set; }

    /// <summary>The attestation service of this boot; null until the secure image started it.</summary>
    public AttestationService? Attestation { get; set; }

    /// <summary>Whether the attestation key is the published one.</summary>
    public bool HasDummyKey
    {
        get
        {
            Span<byte> start = stackalloc byte[sizeof(ulong)];
            return Otp.Read(OtpElement.Iak, start) == PlatformError.Success && BinaryPrimitives.ReadUInt64LittleEndian(start) == DummyKeyStart;
        }
    }

    private IOtpBacking Backing()
    {
        if (Machine.CryptoCell is { } fuses)
            return fuses;
        _storage = new(Machine.OtpArea(Build.OtpForm.RotpkLength));
        return Build.Fuses.Count == 0 ? _storage : new JoinedOtpBacking(_storage, new FuseRegionBacking(Machine.Region(Machine.Layout.Fuses!.Value), Build.Fuses));
    }

    /// <summary>The device was reset: what only stood in RAM of the services is gone.</summary>
    public void Reset()
    {
        (Shared, Outcome, Attestation) = (null, null, null);
        Lifecycle.CloseDebug();
        if (OpenedDebug is { } debug)
            Lifecycle.OpenDebug(debug);
    }
}
