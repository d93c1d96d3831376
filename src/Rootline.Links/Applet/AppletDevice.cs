using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Links.Applet;

/// <summary>The card's side of the wire: the TP card's ATR, APDUs in and out. Bytes that are no APDU are answered with 6700.</summary>
/// <param name="applet">What executes the commands.</param>
public sealed class AppletDevice(IApplet applet) : IPacketDevice
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => AppletCommands.Atr;

    /// <inheritdoc/>
    public byte[] Answer(ReadOnlySpan<byte> packet)
    {
        var answer = CommandApdu.Parse(packet.ToArray()).Try(out var command, out _)
            ? applet.Execute(command)
            : new ResponseApdu(default, StatusWord.WrongLength);
        return answer.ToBytes();
    }

    /// <inheritdoc/>
    public void Reset() => applet.Reset();
}
