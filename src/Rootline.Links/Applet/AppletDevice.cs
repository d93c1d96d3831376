using System.Security.Cryptography;
using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Applet;

namespace Rootline.Links.Applet;

/// <summary>The card's side of the wire: the TP card's ATR, APDUs in and out. Bytes that are no APDU are answered with 6700.</summary>
/// <param name="applet">What executes the commands; it keeps no slice of a command's data.</param>
public sealed class AppletDevice(IApplet applet) : IPacketDevice
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Identity => AppletCommands.Atr;

    /// <inheritdoc/>
    public byte[] Answer(ReadOnlySpan<byte> packet)
    {
        // An item may be a key: the copy is wiped whatever happens.
        byte[] copy = packet.ToArray();
        try
        {
            var answer = CommandApdu.Parse(copy).Try(out var command, out _)
                ? applet.Execute(command)
                : new ResponseApdu(default, StatusWord.WrongLength);
            return answer.ToBytes();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public void Reset() => applet.Reset();
}
