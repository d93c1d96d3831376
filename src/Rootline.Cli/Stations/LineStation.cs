using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Ledger.Station;
using Rootline.Line.Nxp;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Stations;

/// <summary>A station put together from its configuration: card, ledger and flow, opened in this order.</summary>
internal sealed class LineStation : IDisposable
{
    private readonly CommandContext _context;
    private readonly TargetAccess _target;
    private readonly TraceFile? _trace;
    private readonly OpenCard _card;
    private readonly StationLedger _ledger;

    private LineStation(CommandContext context, (TargetAccess Target, TraceFile? Trace) place, OpenCard card, StationLedger ledger, NxpStation flow) =>
        (_context, (_target, _trace), _card, _ledger, Flow) = (context, place, card, ledger, flow);

    /// <summary>The flow.</summary>
    public NxpStation Flow { get; }

    /// <summary>The card's id.</summary>
    public string CardId => _card.Session.Id;

    /// <summary>Whether the card's keys come from a seed.</summary>
    public bool IsSeeded => _card.IsSeeded;

    /// <summary>How many devices are asked for.</summary>
    public int Devices => _target is VirtualTargets { ChipFiles.Count: var count } ? count : 1;

    /// <summary>Opens card, ledger and station.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="options">What the operator says.</param>
    public static LineStation Open(CommandContext context, LineConfig config, LineOptions options)
    {
        OpenCard? card = null;
        StationLedger? ledger = null;
        try
        {
            card = OpenCard.Open(context, config.Card);
            if (!options.AllowsSeededKeys)
                SeededKeys.KeepFromHardware(config, card);
            ledger = StationLedger.Open(
                config.LogPath, card.Session.Id, new() { Disk = context.Disk, Operator = options.Operator, Lot = options.Lot }, context.Clock);
            var flow = NxpStation.Open(card.Session, ledger, Plan(context, config, options), context.Clock);
            return new(context, (config.Target, options.Trace), card, ledger, flow);
        }
        catch
        {
            ledger?.Dispose();
            card?.Dispose();
            throw;
        }
    }

    /// <summary>The sockets of the devices, one after the other; each is disposed by whoever took it.</summary>
    public IEnumerable<ISocket> Sockets()
    {
        var plain = TargetSockets.Of(_context, _target);
        return _trace is { } trace ? plain.Select(s => new TracedSocket(s, trace)) : plain;
    }

    /// <summary>
    /// Provisions the devices one after the other. After a fault of card or station the devices left are not begun, and their
    /// results carry that fault.
    /// </summary>
    public IEnumerable<DeviceResult> ProvisionAll()
    {
        foreach (var socket in Sockets())
        {
            try
            {
                yield return Flow.Over is { } over ? new(socket.Name, null, null, [], over) : Flow.Provision(socket);
            }
            finally
            {
                (socket as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>Closes ledger and card.</summary>
    public void Dispose()
    {
        _ledger.Dispose();
        _card.Dispose();
    }

    private static LinePlan Plan(CommandContext context, LineConfig config, LineOptions options) => new()
    {
        Family = config.Family,
        ResponseKeyRule = options.ResponseKeyRule,
        ProvisioningFirmware = config.ProvisioningFirmware,
        ProductFirmware = config.ProductFirmware,
        Buffer = config.Target.Buffer,
        OperationTimeout = config.Target.OperationTimeout,
        RestartPause = config.Target.RestartPause,
        DeviceTimeout = config.DeviceTimeout,
        MaySpendAnotherUnit = options.MaySpendAnotherUnit,
        AcceptsLostRecords = options.AcceptsLostRecords,
        PassesOverDone = options.SkipsDone,
        Observer = options.Observer,
        Cancellation = context.Cancellation,
    };
}
