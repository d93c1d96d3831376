using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>A debug server whose chip's UART is written out as it prints, also what it printed before its power went.</summary>
/// <param name="device">The debug server.</param>
/// <param name="console">The UART.</param>
/// <param name="output">Where it goes.</param>
internal sealed class ConsoleTap(IByteDevice device, TfmConsole console, Stream output) : IByteDevice
{
    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => device.NextDeadline;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        try
        {
            device.Receive(bytes);
        }
        finally
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public int Give(Span<byte> destination) => device.Give(destination);

    /// <inheritdoc/>
    public void Tick()
    {
        try
        {
            device.Tick();
        }
        finally
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (console.Waiting == 0)
            return;
        var bytes = new byte[console.Waiting];
        console.Take(bytes);
        output.Write(bytes);
        output.Flush();
    }
}
