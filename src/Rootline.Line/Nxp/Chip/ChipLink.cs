using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Line.Sockets;
using Rootline.Links.Mboot;

namespace Rootline.Line.Nxp.Chip;

/// <summary>The connection to the chip in a socket: opened anew after every start of other code on the chip.</summary>
/// <param name="socket">Where the chip is.</param>
/// <param name="plan">Family, timeouts.</param>
/// <param name="clock">The station's clock.</param>
public sealed class ChipLink(ISocket socket, LinePlan plan, TimeProvider clock) : IDisposable
{
    private const int ProbeLength = 32;
    private const uint Unlocked = 0;
    private const byte Erased = 0xFF;
    private const uint UnlockedMagic = 0x5AA55AA5;

    private IByteWire? _wire;
    private MbootHost? _host;

    /// <summary>The boot loader's host role, connected.</summary>
    public MbootHost Host => _host ?? Connect();

    /// <summary>Hangs up, lets the chip restart, and connects again. Source: nxp-trust-provisioning 5.1.</summary>
    public void Reconnect()
    {
        HangUp();
        clock.Sleep(plan.RestartPause, plan.Cancellation);
        Connect();
    }

    /// <summary>Asks the chip who it is and what state it is in. Changes nothing but the message buffer.</summary>
    public ChipSurvey Survey()
    {
        string uuid = ReadUuid();
        uint security = Property(PropertyTag.SecurityState)?.FirstOrDefault() ?? Unlocked;
        if (security is not (Unlocked or UnlockedMagic))
            return new(uuid, ChipFinding.Closed);
        if (IsFirmwareRunning())
            return new(uuid, ChipFinding.Firmware);
        var cfpa = ReadCfpa();
        if (cfpa.IsCmpaInProgress)
            return new(uuid, ChipFinding.Interrupted);
        return new(uuid, IsCmpaBlank() ? ChipFinding.Open : ChipFinding.Closed);
    }

    /// <summary>
    /// Whether the provisioning firmware runs: it calls an empty container invalid, the ROM does not know the command. Source:
    /// nxp-trust-provisioning 5.1, step 1.4.
    /// </summary>
    public bool IsFirmwareRunning()
    {
        var buffer = plan.MessageBuffer;
        Host.WriteMemory(buffer.Start, new byte[ProbeLength]);
        try
        {
            Host.ProveGenuinity(buffer.Start, (ushort)buffer.Length);
            return true;
        }
        catch (FaultException e) when (IsRefusal(e, MbootStatus.TpContainerInvalid) || IsRefusal(e, MbootStatus.Fail))
        {
            return true;
        }
        catch (FaultException e) when (IsRefusal(e, MbootStatus.UnknownCommand))
        {
            return false;
        }
    }

    /// <summary>Reads the CFPA from the place where the family has it.</summary>
    /// <exception cref="FaultException"><see cref="LineFaults.ChipFamily"/>: there is none, so it is a chip of another family.</exception>
    public CfpaPage ReadCfpa()
    {
        string place = $"there is no CFPA at {plan.Family.CfpaAddress:X8}, where {plan.Family.Names[0]} has it";
        byte[] page;
        try
        {
            page = Host.ReadMemory(plan.Family.CfpaAddress, PfrPage.Length);
        }
        catch (FaultException e) when (IsRefusal(e, MbootStatus.MemoryRangeInvalid) || IsRefusal(e, MbootStatus.MemoryBlankPageRead))
        {
            throw LineFaults.ChipFamily.Exception($"{socket.Name}: {place}", vendorCode: e.Fault.VendorCode);
        }

        // The vendor writes both pages before a chip is sold: erased flash is none of them.
        if (page.AsSpan().IndexOfAnyExcept(Erased) < 0)
            throw LineFaults.ChipFamily.Exception($"{socket.Name}: {place}");
        return CfpaPage.Parse(page).OrThrow(socket.Name);
    }

    /// <summary>Whether a fault is the chip's refusal with a status.</summary>
    /// <param name="e">The fault.</param>
    /// <param name="status">The status.</param>
    public static bool IsRefusal(FaultException e, uint status) =>
        e.Fault.Code == MbootLinkFaults.Refused && e.Fault.VendorCode == status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hangs up.</summary>
    public void HangUp()
    {
        _wire?.Dispose();
        (_wire, _host) = (null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => HangUp();

    private MbootHost Connect()
    {
        HangUp();
        _wire = socket.OpenIsp();
        _host = new MbootHost(_wire, clock, new MbootHostOptions { Timeout = plan.OperationTimeout, Cancellation = plan.Cancellation });
        _host.Open();
        return _host;
    }

    private string ReadUuid()
    {
        if (Property(PropertyTag.UniqueDeviceIdent) is not { Length: 4 } words)
            throw LineFaults.Identity.Exception($"the chip in {socket.Name} gives no unique identity of four words");
        var bytes = new byte[16];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return Convert.ToHexStringLower(bytes);
    }

    private uint[]? Property(PropertyTag property)
    {
        try
        {
            return Host.GetProperty(property);
        }
        catch (FaultException e) when (IsRefusal(e, MbootStatus.UnknownProperty))
        {
            return null;
        }
    }

    // An unreadable page without the mark "in progress" is a torn erase before anything was decided: nothing is in force.
    private bool IsCmpaBlank()
    {
        try
        {
            return CmpaPage.Parse(Host.ReadMemory(plan.Family.CmpaAddress, PfrPage.Length)).OrThrow(socket.Name).IsBlank;
        }
        catch (FaultException e) when (e.Fault.Code == MbootLinkFaults.Refused)
        {
            return true;
        }
    }
}
