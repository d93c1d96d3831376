using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.Line.Sockets;
using Rootline.Links.Applet;

namespace Rootline.Line.Nxp;

/// <summary>
/// A station for NXP's trust provisioning: one card, one ledger, devices one after the other. After a fault of card or ledger
/// the station ends; a new one begins by comparing the card with the log.
/// </summary>
public sealed class NxpStation
{
    private readonly StationParts _parts;
    private Fault? _over;

    private NxpStation(StationParts parts) => _parts = parts;

    /// <summary>Units the card has left.</summary>
    public uint UnitsLeft => _parts.Card.ReadRemainder();

    /// <summary>Opens a station: checks the card against plan and log, and fetches a unit that was counted but not recorded.</summary>
    /// <param name="card">The card, selected.</param>
    /// <param name="ledger">The ledger, open.</param>
    /// <param name="plan">What to do to each device.</param>
    /// <param name="clock">The station's clock.</param>
    public static NxpStation Open(CardSession card, StationLedger ledger, LinePlan plan, TimeProvider clock)
    {
        if (card.Family.Length > 0 && !plan.Family.Is(card.Family))
            throw LineFaults.CardFamily.Exception($"the card is for {card.Family}, the configuration for {plan.Family.Names[0]}");
        var balance = new CardBalance(card, ledger, plan, clock);
        balance.Settle();
        return new NxpStation(new(card, ledger, plan, clock, balance));
    }

    /// <summary>Provisions the device in a socket, or goes on where an earlier run stopped.</summary>
    /// <param name="socket">Where the device is.</param>
    /// <returns>What became of it; faults of the device are in the result.</returns>
    /// <exception cref="FaultException">Card or ledger failed before: the station must be opened anew.</exception>
    /// <exception cref="OperationCanceledException">Called off, with everything durable in its place.</exception>
    public DeviceResult Provision(ISocket socket)
    {
        if (_over is not null)
            throw _over.ToException();
        var run = new DeviceFlow(_parts, socket);
        try
        {
            run.Go();
            return run.Result(null);
        }
        catch (FaultException e)
        {
            if (run.LeavesUnitInDoubt || EndsStation(e.Fault))
                _over = e.Fault;
            return run.Result(e.Fault);
        }
        catch when (run.LeavesUnitInDoubt)
        {
            _over = CardFaults.SessionOver.Fault("the last device was left between the card's count and its record");
            throw;
        }
    }

    /// <summary>Why the station takes no further device, or null.</summary>
    public Fault? Over => _over;

    // The card's refusals leave it usable; silence does not, nor does anything about the station itself.
    private static bool EndsStation(Fault fault) =>
        fault.Code.Party is Party.Station or Party.Internal
        || fault.Code == Core.Wires.WireFaults.CardMute
        || fault.Code == CardFaults.SessionOver
        || fault.Code == CardFaults.Answer
        || fault.Code == LineFaults.Answer;
}
