using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Links.Gdb;

/// <summary>Erasing and writing flash through the debug server, which knows how the part's flash works.</summary>
/// <param name="host">A session whose core stands.</param>
public sealed class HostFlash(GdbHost host)
{
    /// <summary>Erases whole sectors of the flash. Cannot be undone.</summary>
    /// <param name="address">First address of a sector.</param>
    /// <param name="length">A multiple of the sector's length, in bytes.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Refused"/> or <see cref="GdbLinkFaults.Unsupported"/>.</exception>
    public void Erase(uint address, uint length) =>
        host.Demand(Ascii($"vFlashErase:{address:x},{length:x}"), GdbLinkFaults.Refused, $"erasing {length} bytes of flash at 0x{address:x8}");

    /// <summary>Writes flash that was erased. <see cref="Finish"/> ends the writing.</summary>
    /// <param name="address">First address.</param>
    /// <param name="source">The bytes; what passed on the way is wiped.</param>
    /// <param name="progress">Told how many bytes were taken so far.</param>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Refused"/> or <see cref="GdbLinkFaults.Unsupported"/>.</exception>
    public void Write(uint address, ReadOnlySpan<byte> source, Action<int>? progress = null)
    {
        int step = host.Piece;
        for (int at = 0; at < source.Length; at += step)
        {
            var piece = source.Slice(at, Math.Min(step, source.Length - at));
            byte[] content = [.. Ascii($"vFlashWrite:{address + (uint)at:x}:"), .. piece];
            try
            {
                host.Demand(content, GdbLinkFaults.Refused, $"writing {piece.Length} bytes of flash at 0x{address + (uint)at:x8}");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
            }

            progress?.Invoke(at + piece.Length);
        }
    }

    /// <summary>Ends the writing: what was written is in the flash afterwards.</summary>
    /// <exception cref="FaultException"><see cref="GdbLinkFaults.Refused"/>: something of it could not be written.</exception>
    public void Finish() => host.Demand("vFlashDone"u8.ToArray(), GdbLinkFaults.Refused, "ending the writing of flash");

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
