using Rootline.Chips.Lpc55.Rom;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The chip's boot loader: ROM, or the provisioning firmware once it was loaded. States and rules: nxp-mboot sections 3 and 7;
/// which commands a family's ROM has: <see cref="RomCommands"/>. A chip that is closed with ISP commands off still answers
/// properties, takes signed product files and resets. Only the internal memory (id 0) is there. What a command starts
/// (firmware, reset) waits until its answer has left.
/// </summary>
public sealed class BootRom : IMbootTarget
{
    private static readonly CommandTag[] FirmwareCommands =
        [CommandTag.ReadMemory, CommandTag.WriteMemory, CommandTag.GetProperty, CommandTag.Reset, CommandTag.TrustProvisioning];

    private static readonly CommandTag[] ClosedCommands = [CommandTag.GetProperty, CommandTag.ReceiveSbFile, CommandTag.Reset];

    private readonly CommandTag[] _romCommands;
    private readonly ChipCore _core;
    private readonly ChipAccess _access;
    private readonly RomSettings _settings = new();
    private readonly RomMemory _memory;
    private readonly RomOneTime _oneTime;
    private readonly RomKeys _keys;
    private readonly RomControl _control;
    private IDataSink? _sink;
    private ProvisioningFirmwareProgram? _firmware;
    private Action? _afterwards;

    /// <summary>Powers the boot loader of a chip on.</summary>
    /// <param name="core">The chip.</param>
    public BootRom(ChipCore core)
    {
        (_core, _access) = (core, new ChipAccess(core));
        _romCommands = [.. RomCommands.Of(core.Profile.Family).Select(c => c.Tag)];
        (_memory, _oneTime, _keys, _control) = (new(core, _access), new(core), new(core), new(core, _settings));
        if (core.Pfr.IsProvisioned)
            core.Session.EraseRemains();
    }

    /// <inheritdoc/>
    public int MaxPacketSize => RomProperties.MaxPacketSize;

    /// <summary>Whether the provisioning firmware runs.</summary>
    public bool RunsFirmware => _firmware is not null;

    /// <summary>How many product files were taken since power-on.</summary>
    public int ProductFiles { get; private set; }

    /// <inheritdoc/>
    public MbootReply Execute(CommandPacket command)
    {
        AbandonData();
        _afterwards = null;
        var reply = Judge(command);
        _settings.Note(reply.Response.Status);
        return reply;
    }

    /// <inheritdoc/>
    public DataProgress TakeData(ReadOnlySpan<byte> data)
    {
        var progress = _sink!.Take(data);
        _settings.Note(progress.Status);
        return progress;
    }

    /// <inheritdoc/>
    public uint EndData()
    {
        uint status = _sink!.End();
        _settings.Note(status);
        return status;
    }

    /// <inheritdoc/>
    public void AbandonData()
    {
        _sink?.Abandon();
        _sink = null;
    }

    /// <inheritdoc/>
    public void Answered(CommandPacket command)
    {
        var start = _afterwards;
        _afterwards = null;
        start?.Invoke();
    }

    private CommandTag[] Known => RunsFirmware ? FirmwareCommands : _romCommands;

    // Off when the right is fixed (pin) to 0 (default); an unconfigured word fixes nothing.
    private bool IspCommandsAreOn => _core.Pfr.Cmpa is not { } cmpa
        || !cmpa.SocuPin.Rights.HasFlag(SocuRights.IspCommands)
        || cmpa.SocuDefault.Rights.HasFlag(SocuRights.IspCommands);

    private MbootReply Judge(CommandPacket command)
    {
        if (!Known.Contains(command.Tag))
            return MbootReply.Status(command, MbootStatus.UnknownCommand);

        // The rights in the pages are the ROM's to enforce; firmware that still runs after it closed the chip has its own rules.
        if (!RunsFirmware && _core.Pfr.IsProvisioned && !IspCommandsAreOn && !ClosedCommands.Contains(command.Tag))
            return MbootReply.Status(command, MbootStatus.SecurityViolation);
        return command.Tag switch
        {
            CommandTag.ReceiveSbFile => ReceiveSbFile(command),
            CommandTag.TrustProvisioning => TrustProvisioning(command),
            CommandTag.Reset => Reset(command),
            _ => Open(Dispatch(command)),
        };
    }

    private RomAnswer Dispatch(CommandPacket command)
    {
        // The firmware lets the host into the communication buffer and nowhere else.
        _memory.Window = RunsFirmware ? _core.Profile.Family.Buffer : null;
        return command.Tag switch
        {
            CommandTag.FlashEraseAll => _memory.EraseAll(command),
            CommandTag.FlashEraseRegion => _memory.EraseRegion(command),
            CommandTag.ReadMemory => _memory.Read(command),
            CommandTag.WriteMemory => _memory.Write(command),
            CommandTag.FillMemory => _memory.Fill(command),
            CommandTag.FlashSecurityDisable => _control.DisableSecurity(command),
            CommandTag.GetProperty => _control.GetProperty(command, Known),
            CommandTag.Execute => _control.Execute(command),
            CommandTag.Call => _control.Call(command),
            CommandTag.SetProperty => _control.SetProperty(command, Known),
            CommandTag.FlashEraseAllUnsecure => _memory.EraseAllUnsecure(command),
            CommandTag.FlashProgramOnce => _oneTime.ProgramOnce(command),
            CommandTag.FlashReadOnce => _oneTime.ReadOnce(command),
            CommandTag.FlashReadResource => _oneTime.ReadResource(command),
            CommandTag.ConfigureMemory => RomMemory.Configure(command),
            CommandTag.ReliableUpdate => RomControl.ReliableUpdate(command),
            CommandTag.FuseProgram => _oneTime.FuseProgram(command),
            CommandTag.FuseRead => _oneTime.FuseRead(command),
            _ => _keys.Take(command),
        };
    }

    private MbootReply Open(RomAnswer answer)
    {
        if (answer is { Finish: { } finish, Reply.DataIn: { } length })
            _sink = new DataSink(length, finish);
        return answer.Reply;
    }

    private MbootReply Reset(CommandPacket command)
    {
        if (!ResetCommand.Is(command))
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        _afterwards = () =>
        {
            _firmware = null;
            _keys.Forget();
            _settings.Clear();
        };
        return MbootReply.Status(command, MbootStatus.Success);
    }

    private MbootReply ReceiveSbFile(CommandPacket command)
    {
        if (!ReceiveSbFileCommand.Parse(command).Try(out var receive, out _))
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        if (receive.Length == 0 || receive.Length > SbReceiver.LongestFile)
            return MbootReply.Status(command, MbootStatus.SbSectionLength);
        _sink = SbReceiver.Begin(_core, _access, receive.Length, outcome =>
        {
            ProductFiles += outcome is { Status: MbootStatus.Success, IsProduct: true } ? 1 : 0;
            _afterwards = () => _firmware = outcome.Firmware;
        });
        return MbootReply.Expect(command, receive.Length);
    }

    // Source: nxp-mboot section 5. Wrapped data are answered with a generic response, as the recorded target does.
    private MbootReply TrustProvisioning(CommandPacket command)
    {
        if (ProveGenuinityCommand.Parse(command).Try(out var prove, out _))
        {
            uint status = _firmware!.ProveGenuinity(prove.Address, prove.BufferSize, out int length);
            return status == MbootStatus.Success ? MbootReply.TrustProvisioning(status, (uint)length) : MbootReply.TrustProvisioning(status);
        }

        if (SetWrappedDataCommand.Parse(command).Try(out var set, out _))
            return MbootReply.Status(command, set.Control == SetWrappedDataCommand.AtAddress ? _firmware!.BurnWrappedData(set.Address) : MbootStatus.TpCommandArguments);
        return MbootReply.TrustProvisioning(MbootStatus.TpUnknownCommand);
    }
}
