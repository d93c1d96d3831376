using Rootline.Cli.Stations.Bodies;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>A line of a chip with a power switch: silent while the chip has no power.</summary>
/// <param name="chip">The chip.</param>
/// <param name="name">The line.</param>
internal sealed class SwitchedLine(SwitchedChip chip, string name) : IByteDevice
{
    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            DateTimeOffset? due = null;
            chip.Try<ILiveChip>(live => due = live.Line(name).NextDeadline);
            return due;
        }
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        byte[] heard = bytes.ToArray();
        chip.Try<ILiveChip>(live => live.Line(name).Receive(heard));
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(heard);
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination)
    {
        int count = 0;
        var said = new byte[destination.Length];
        chip.Try<ILiveChip>(live => count = live.Line(name).Give(said));
        said.AsSpan(0, count).CopyTo(destination);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(said);
        return count;
    }

    /// <inheritdoc/>
    public void Tick() => chip.Try<ILiveChip>(live => live.Line(name).Tick());
}
