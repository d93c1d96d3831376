using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>
/// The chip's boot loader: ROM, or the provisioning firmware once it was loaded. States and rules: nxp-mboot section 7. A
/// chip that is closed with ISP commands off still answers properties, takes signed product files and resets. Only the
/// internal memory (id 0) is there. What a command starts (firmware, reset) waits until its answer has left.
/// </summary>
public sealed class BootRom : IMbootTarget
{
    private static readonly CommandTag[] RomCommands =
    [
        CommandTag.FlashEraseAll, CommandTag.FlashEraseRegion, CommandTag.ReadMemory, CommandTag.WriteMemory,
        CommandTag.FillMemory, CommandTag.GetProperty, CommandTag.ReceiveSbFile, CommandTag.Reset,
    ];

    private static readonly CommandTag[] FirmwareCommands =
        [CommandTag.ReadMemory, CommandTag.WriteMemory, CommandTag.GetProperty, CommandTag.Reset, CommandTag.TrustProvisioning];

    private static readonly CommandTag[] ClosedCommands = [CommandTag.GetProperty, CommandTag.ReceiveSbFile, CommandTag.Reset];

    private readonly ChipCore _core;
    private readonly ChipAccess _access;
    private IDataSink? _sink;
    private ProvisioningFirmwareProgram? _firmware;
    private Action? _afterwards;

    /// <summary>Powers the boot loader of a chip on.</summary>
    /// <param name="core">The chip.</param>
    public BootRom(ChipCore core)
    {
        (_core, _access) = (core, new ChipAccess(core));
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
        if (!Known.Contains(command.Tag))
            return MbootReply.Status(command, MbootStatus.UnknownCommand);
        // The rights in the pages are the ROM's to enforce; firmware that still runs after it closed the chip has its own rules.
        if (RunsFirmware || !_core.Pfr.IsProvisioned || IspCommandsAreOn || ClosedCommands.Contains(command.Tag))
            return Dispatch(command);
        return MbootReply.Status(command, MbootStatus.SecurityViolation);
    }

    /// <inheritdoc/>
    public DataProgress TakeData(ReadOnlySpan<byte> data) => _sink!.Take(data);

    /// <inheritdoc/>
    public uint EndData() => _sink!.End();

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

    private CommandTag[] Known => RunsFirmware ? FirmwareCommands : RomCommands;

    // Off when the right is fixed (pin) to 0 (default); an unconfigured word fixes nothing.
    private bool IspCommandsAreOn => _core.Pfr.Cmpa is not { } cmpa
        || !cmpa.SocuPin.Rights.HasFlag(SocuRights.IspCommands)
        || cmpa.SocuDefault.Rights.HasFlag(SocuRights.IspCommands);

    private MbootReply Dispatch(CommandPacket command) => command.Tag switch
    {
        CommandTag.GetProperty => GetProperty(command),
        CommandTag.ReadMemory => ReadMemory(command),
        CommandTag.WriteMemory => WriteMemory(command),
        CommandTag.FillMemory => FillMemory(command),
        CommandTag.FlashEraseRegion => EraseRegion(command),
        CommandTag.FlashEraseAll => EraseAll(command),
        CommandTag.ReceiveSbFile => ReceiveSbFile(command),
        CommandTag.TrustProvisioning => TrustProvisioning(command),
        _ => Reset(command),
    };

    private MbootReply Reset(CommandPacket command)
    {
        if (!ResetCommand.Is(command))
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        _afterwards = () => _firmware = null;
        return MbootReply.Status(command, MbootStatus.Success);
    }

    private MbootReply GetProperty(CommandPacket command)
    {
        if (command.Parameters is not [var tag, ..])
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        uint index = command.Parameters.Length > 1 ? command.Parameters[1] : 0;
        var values = new RomProperties(_core, Known).Of((PropertyTag)tag, index);
        return values is null ? MbootReply.Status(command, MbootStatus.UnknownProperty) : MbootReply.Property(values);
    }

    private MbootReply ReadMemory(CommandPacket command)
    {
        if (!ReadMemoryCommand.Parse(command).Try(out var read, out _))
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        byte[] bytes = [];
        uint status = OutOfReach(read.Address, read.Length, read.MemoryId) ?? _access.Read(read.Address, read.Length, out bytes);
        return status == MbootStatus.Success ? MbootReply.Memory(bytes) : MbootReply.Status(command, status);
    }

    private MbootReply WriteMemory(CommandPacket command)
    {
        if (!WriteMemoryCommand.Parse(command).Try(out var write, out _))
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        uint status = OutOfReach(write.Address, write.Length, write.MemoryId) ?? _access.CheckWrite(write.Address, write.Length);
        if (status != MbootStatus.Success)
            return MbootReply.Status(command, status);
        return Expect(command, write.Length, data => _access.Write(write.Address, data));
    }

    private MbootReply FillMemory(CommandPacket command)
    {
        if (command.Parameters is not [var address, var length, var pattern] || length % 4 != 0)
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        if (_access.CheckWrite(address, length) is not MbootStatus.Success and var refused)
            return MbootReply.Status(command, refused);
        var data = new byte[length];
        for (int i = 0; i < data.Length; i++)
            data[i] = (byte)(pattern >> (8 * (i % 4)));
        return MbootReply.Status(command, _access.Write(address, data));
    }

    private MbootReply EraseRegion(CommandPacket command) =>
        FlashEraseRegionCommand.Parse(command).Try(out var erase, out _)
            ? MbootReply.Status(command, OutOfReach(erase.Address, erase.Length, erase.MemoryId) ?? _access.Erase(erase.Address, erase.Length))
            : MbootReply.Status(command, MbootStatus.InvalidArgument);

    private MbootReply EraseAll(CommandPacket command) =>
        MbootReply.Status(command, _access.Erase(_core.Profile.Application.Start, _core.Profile.Application.Length));

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

    private MbootReply Expect(CommandPacket command, uint length, Func<byte[], uint> finish)
    {
        if (length == 0)
            return MbootReply.Status(command, MbootStatus.InvalidArgument);
        _sink = new DataSink(length, finish);
        return MbootReply.Expect(command, length);
    }

    // There is no external memory; and the firmware lets the host into the communication buffer and nowhere else.
    private uint? OutOfReach(uint address, uint length, uint memory) =>
        memory != 0 || (RunsFirmware && !_core.Profile.Family.Buffer.Contains(address, length)) ? MbootStatus.MemoryRangeInvalid : null;
}
