using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Fuzz;

/// <summary>A card that answers what the fuzzer wrote, an answer at each exchange, and then with an error.</summary>
/// <param name="answers">The answers.</param>
internal sealed class ScriptedCard(IEnumerable<byte[]> answers) : IPacketWire
{
    private readonly Queue<byte[]> _answers = new(answers);

    /// <inheritdoc/>
    public string Name => "fuzz";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => AppletCommands.Atr;

    /// <inheritdoc/>
    public byte[] Exchange(ReadOnlySpan<byte> packet) => _answers.TryDequeue(out byte[]? answer) ? answer : [0x6F, 0x00];

    /// <inheritdoc/>
    public void Reset()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
