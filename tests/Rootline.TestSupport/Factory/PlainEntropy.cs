using Rootline.Core.Entropy;

namespace Rootline.TestSupport.Factory;

/// <summary>
/// Reproducible bytes that do not call themselves seeded, so that signatures are made by the platform: a hundred times
/// faster, and of no fixed value. For sweeps, where only the course of events must repeat.
/// </summary>
public sealed class PlainEntropy(ulong seed) : EntropySource
{
    private readonly SeededEntropy _source = new(seed);

    /// <inheritdoc/>
    public override bool IsSeeded => false;

    /// <inheritdoc/>
    public override void Fill(Span<byte> destination) => _source.Fill(destination);

    /// <inheritdoc/>
    public override EntropySource Fork(string label) => this;
}
