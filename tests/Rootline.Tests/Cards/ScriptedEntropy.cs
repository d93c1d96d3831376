using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Cards;

/// <summary>Gives prepared draws first, each to a request of its length, then the system's random bytes. Forks share the draws.</summary>
public sealed class ScriptedEntropy(params byte[][] draws) : EntropySource
{
    private readonly Queue<byte[]> _draws = new(draws);

    /// <summary>Prepared draws that nobody asked for yet.</summary>
    public int Left => _draws.Count;

    public override bool IsSeeded => false;

    public override void Fill(Span<byte> destination)
    {
        if (_draws.Count == 0)
        {
            new SystemEntropy().Fill(destination);
            return;
        }

        byte[] draw = _draws.Dequeue();
        Assert.Equal(draw.Length, destination.Length);
        draw.CopyTo(destination);
    }

    public override EntropySource Fork(string label) => this;
}
