using Rootline.Core.Wires;

namespace Rootline.Fuzz;

/// <summary>A slot that keeps what its card answers.</summary>
/// <param name="card">The card.</param>
internal sealed class RecordingCard(IPacketDevice card) : IPacketWire
{
    private readonly List<byte[]> _answers = [];

    /// <summary>The answers so far.</summary>
    public IReadOnlyList<byte[]> Answers => _answers;

    /// <inheritdoc/>
    public string Name => "recording";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => card.Identity;

    /// <inheritdoc/>
    public byte[] Exchange(ReadOnlySpan<byte> packet)
    {
        _answers.Add(card.Answer(packet));
        return _answers[^1];
    }

    /// <inheritdoc/>
    public void Reset() => card.Reset();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
