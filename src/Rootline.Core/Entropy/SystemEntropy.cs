using System.Security.Cryptography;

namespace Rootline.Core.Entropy;

/// <summary>The operating system's random generator.</summary>
public sealed class SystemEntropy : EntropySource
{
    /// <inheritdoc/>
    public override bool IsSeeded => false;

    /// <inheritdoc/>
    public override void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);

    /// <inheritdoc/>
    public override EntropySource Fork(string label) => this;
}
