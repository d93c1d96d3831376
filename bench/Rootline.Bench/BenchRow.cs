namespace Rootline.Bench;

/// <summary>One line of a bench: what was measured beside a peer or a limit, in the same rounds.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">The unit of both values.</param>
/// <param name="Value">Ours.</param>
/// <param name="Peer">The peer's or the limit.</param>
/// <param name="Ratio">Share of the limit that is reached; 1 is the limit.</param>
/// <param name="Aim">What is aimed at, in words.</param>
internal sealed record BenchRow(string What, string Unit, Sample Value, Sample Peer, Sample Ratio, string Aim);

/// <summary>What a bench found.</summary>
/// <param name="Name">The bench.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Rows">The lines.</param>
/// <param name="Notes">What a reader must know.</param>
internal sealed record BenchTable(string Name, string Peer, IReadOnlyList<BenchRow> Rows, IReadOnlyList<string> Notes);
