using Rootline.Core.Faults;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic.Debug;

namespace Rootline.Line.Nordic;

/// <summary>A station for Nordic's provisioning image: the part makes its own keys, the station sees that it did.</summary>
/// <param name="ledger">The ledger, without a card.</param>
/// <param name="clock">The station's clock.</param>
public sealed class NordicStation(StationLedger ledger, TimeProvider clock)
{
    /// <summary>Provisions the part in a socket, or goes on where an earlier run stopped.</summary>
    /// <param name="socket">Where the part is.</param>
    /// <param name="plan">What to do.</param>
    /// <returns>What became of it; faults are in the result.</returns>
    public NordicResult Provision(INordicSocket socket, NordicPlan plan)
    {
        var flow = new NordicFlow(ledger, clock, socket, plan);
        try
        {
            flow.Go();
            return flow.Result(null);
        }
        catch (FaultException e)
        {
            return flow.Result(e.Fault);
        }
    }
}
