using System.Globalization;

namespace Rootline.Proof.Reconciliation;

/// <summary>The commands that finish what is open.</summary>
/// <param name="config">The configuration as the operator names it.</param>
/// <param name="hasGap">Whether the card is ahead of the log by units that no run can fetch, so that a station asks for consent.</param>
internal sealed class NextCommand(string config, bool hasGap)
{
    /// <summary>Goes on with what is open; what is done is passed over.</summary>
    public string Run { get; } = $"rootline line run -c {config} --skip-done{(hasGap ? " --accept-lost-records" : "")}";

    /// <summary>Ends a unit's run.</summary>
    /// <param name="unit">The unit.</param>
    public string Settle(uint unit) =>
        string.Create(CultureInfo.InvariantCulture, $"rootline line settle --unit {unit} --as spent --operator NAME --reason TEXT -c {config}");
}
