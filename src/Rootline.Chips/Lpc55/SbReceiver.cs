using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>What came of an SB file.</summary>
/// <param name="Status">0, or why it was refused.</param>
/// <param name="Firmware">The provisioning firmware to start, if that is what the file brought.</param>
/// <param name="IsProduct">Whether it was judged as a product file.</param>
internal sealed record SbOutcome(uint Status, ProvisioningFirmwareProgram? Firmware = null, bool IsProduct = false);

/// <summary>
/// The ROM's judgement of an SB file while it comes in: header, certificates, signature and keys before the first command, each
/// part before the first command in it; a bad file ends the data phase where it is found out. An open chip takes the vendor's
/// provisioning firmware; a closed one takes product files that its own KEK opens, its own root hash vouches for and its CFPA
/// has not revoked.
/// </summary>
internal sealed class SbReceiver : IDataSink, IDisposable
{
    /// <summary>The longest file that is taken: longer than the flash cannot be, and must not fill the host's memory.</summary>
    public const uint LongestFile = 0x100000;

    private readonly ChipCore _core;
    private readonly SbExecution _execution;
    private readonly Sb2Intake? _intake;
    private readonly Action<SbOutcome> _ended;
    private readonly bool _isProduct;

    private SbReceiver(ChipCore core, ChipAccess access, uint length, Action<SbOutcome> ended)
    {
        (_core, _ended, _isProduct) = (core, ended, core.Pfr.IsProvisioned);
        _execution = new SbExecution(core, access);
        using var kek = _isProduct ? OwnersKek() : core.Birth.VendorKek.Copy();
        if (kek is not null && Anchor() is { } anchor)
            _intake = new Sb2Intake((int)length, kek.Span, anchor, _execution);
    }

    /// <summary>Begins a file.</summary>
    /// <param name="core">The chip.</param>
    /// <param name="access">Its memory.</param>
    /// <param name="length">How many bytes are announced, 1 to <see cref="LongestFile"/>.</param>
    /// <param name="ended">Told what came of the file when all of it was taken.</param>
    public static IDataSink Begin(ChipCore core, ChipAccess access, uint length, Action<SbOutcome> ended) =>
        core.Environment.AnyProvisioningFirmware && !core.Pfr.IsProvisioned
            ? new DataSink(length, file => StandIn(core, access, file, ended))
            : new SbReceiver(core, access, length, ended);

    /// <inheritdoc/>
    public DataProgress Take(ReadOnlySpan<byte> data)
    {
        if (_intake is null)
            return DataProgress.Abort(MbootStatus.SbKeyNotFound);
        if (_intake.Take(data) is MbootStatus.Success)
            return DataProgress.Continue;
        return DataProgress.Abort(_intake.End());
    }

    /// <inheritdoc/>
    public uint End()
    {
        using (_intake)
        {
            var outcome = _intake?.End() is not MbootStatus.Success and var status ? new(status ?? MbootStatus.SbKeyNotFound) : Outcome();
            _ended(outcome);
            return outcome.Status;
        }
    }

    /// <inheritdoc/>
    public void Abandon() => Dispose();

    /// <summary>Wipes the file's keys.</summary>
    public void Dispose() => _intake?.Dispose();

    // Where the switch is on the file is opened if that is possible, and only looked at otherwise.
    private static uint StandIn(ChipCore core, ChipAccess access, byte[] file, Action<SbOutcome> ended)
    {
        using var receiver = new SbReceiver(core, access, (uint)file.Length, ended);
        if (receiver._intake!.Take(file) is MbootStatus.Success)
            return receiver.End();
        uint status = receiver._intake.End();
        bool isSound = Sb2Structure.Walk(file).Ok;
        ended(isSound ? new(MbootStatus.Success, new ProvisioningFirmwareProgram(core, core.Birth.CardKey)) : new(status));
        return isSound ? MbootStatus.Success : status;
    }

    private SbOutcome Outcome() => _isProduct ? new(MbootStatus.Success, IsProduct: true) : StartFirmware();

    private SbOutcome StartFirmware()
    {
        if (_execution.JumpAddress is not { } entry)
            return new(MbootStatus.Success);
        return _core.ProgramAt(entry, ProvisioningFirmware.CoreLength) is { } image && ProvisioningFirmware.Parse(image).Try(out var firmware, out _)
            ? new(MbootStatus.Success, new ProvisioningFirmwareProgram(_core, firmware.CardKey))
            : new(MbootStatus.Fail);
    }

    private Secret? OwnersKek()
    {
        using var keys = _core.Keys.Read();
        return keys?.SbKekAsKey();
    }

    // The owner's revocations are not the vendor's: its firmware must load on an interrupted chip whatever they say.
    private Sb2Anchor? Anchor()
    {
        if (!_isProduct)
            return new(_core.Birth.VendorRootHash.Span.ToArray());
        return _core.Pfr.Cmpa is { } cmpa ? new(cmpa.RootHash.ToArray()) { RootRevoke = _core.Pfr.Cfpa.RootRevoke } : null;
    }
}
