using Rootline.Chips.Boot;
using Rootline.Chips.Cpu;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// A TF-M device with power: mps2-an521 with boot loader, secure and non-secure image, one-time memory in flash, a console, and a core
/// that a debugger halts. It stands before its first instruction until it is told to run. A power cut ends the object; flash stays.
/// </summary>
public sealed class TfmChip
{
    private readonly TfmState _state;
    private readonly VirtualCpu _cpu;

    /// <summary>Powers a device on.</summary>
    /// <param name="store">What its flash and fuses hold.</param>
    /// <param name="power">Its power.</param>
    /// <param name="entropy">Where its random bytes come from.</param>
    /// <exception cref="FaultException"><see cref="ChipFaults.NoFirmware"/>.</exception>
    public TfmChip(IByteStore store, PowerDomain power, EntropySource entropy)
    {
        Board = BootChip.Board(store.Length == BootProfiles.TfmCc312.StoreLength ? BootProfiles.TfmCc312 : BootProfiles.Tfm, store, power);
        var build = TfmBoard.ReadBuild(Board.Machine) ?? throw ChipFaults.NoFirmware.Exception("the flash holds no TF-M firmware");
        if (TfmBoard.ProfileOf(build).Name != Board.Profile.Name)
            throw ChipFaults.NoFirmware.Exception($"the firmware was not built for a board {Board.Profile.Name}");
        _state = new(build, Board.Machine, entropy);
        var programs = new TfmPrograms(_state);
        _cpu = new(Memory(Board), () =>
        {
            _state.Reset();
            return new(programs.First, An521Map.SecureStack);
        });
        _cpu.Load(programs.Functions);
        _cpu.Reset();
        Debug = new CpuDebugTarget(_cpu, $"Rootline {Board.Profile.Name}, TF-M {build.Version}", new BoardFlash(Board.Machine.Flash));
    }

    /// <summary>The board below: its flash as a programmer reaches it.</summary>
    public BootChip Board { get; }

    /// <summary>What its firmware was built to be.</summary>
    public TfmBuild Build => _state.Build;

    /// <summary>The core as a debugger sees it.</summary>
    public IDebugTarget Debug { get; }

    /// <summary>Its UART.</summary>
    public TfmConsole Console => _state.Console;

    /// <summary>Its one-time memory.</summary>
    public OtpHal Otp => _state.Otp;

    /// <summary>Its life cycle.</summary>
    public LifecycleMachine Lifecycle => _state.Lifecycle;

    /// <summary>What became of the last verification of its images; null when there was none since the reset.</summary>
    public BootOutcome? Outcome => _state.Outcome;

    /// <summary>Whether the non-secure image is up and waits.</summary>
    public bool IsUp => _state.Attestation is not null && _cpu.IsIdle;

    /// <summary>Whether a debugger may be connected: not once debug was closed for ever.</summary>
    public bool IsDebugOpen => Board.Machine.Protections.Read().Debug != ProtectionWords.Closed;

    /// <summary>Opens debug as a debugger that authenticated itself does. The state stands over resets until the power goes.</summary>
    /// <param name="state">One of the two debug states.</param>
    /// <returns>As <see cref="LifecycleMachine.OpenDebug"/>.</returns>
    public PlatformError OpenDebug(TfmLifecycle state)
    {
        var error = Lifecycle.OpenDebug(state);
        if (error == PlatformError.Success)
            _state.OpenedDebug = state;
        return error;
    }

    /// <summary>Ends a debug state.</summary>
    public void CloseDebug()
    {
        _state.OpenedDebug = null;
        Lifecycle.CloseDebug();
    }

    /// <summary>Resets it; RAM stays.</summary>
    public void Reset() => _cpu.Reset();

    /// <summary>Runs until it waits, faults or meets a breakpoint, at most for some slices: a device that cannot be provisioned resets for ever.</summary>
    /// <param name="slices">How many.</param>
    /// <returns>Whether it waits.</returns>
    public bool RunToRest(int slices = 64)
    {
        _cpu.Resume();
        for (int i = 0; i < slices && !_cpu.IsIdle; i++)
        {
            if (_cpu.Run() is not null)
                return false;
        }

        return _cpu.IsIdle;
    }

    private static CpuMemory Memory(BootChip board)
    {
        var slot = board.Profile.Layout.Images[1].Primary;
        var flash = board.Machine.Flash;
        var memory = new CpuMemory();
        memory.Add(new PagedRam(An521Map.SecureRam, An521Map.RamLength, isSecure: true));
        memory.Add(new PagedRam(An521Map.NonSecureRam, An521Map.RamLength, isSecure: false));
        memory.Add(new FlashWindow(flash, 0, An521Map.SecureFlash, (uint)flash.Geometry.Size, isSecure: true));
        memory.Add(new FlashWindow(flash, slot.Start, An521Map.NonSecureFlash + (uint)slot.Start, (uint)slot.Length, isSecure: false));
        return memory;
    }
}
