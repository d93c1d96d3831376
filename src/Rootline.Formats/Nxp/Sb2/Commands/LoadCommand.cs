using Rootline.Core.Bytes;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Sb2.Commands;

/// <summary>Tag 2: loads data. The data are padded to 16 bytes; the header's data word is CRC-32/MPEG-2 over the padded bytes.</summary>
/// <param name="Address">First address.</param>
/// <param name="Data">At least 1 byte.</param>
/// <param name="Memory">Which memory.</param>
public sealed record LoadCommand(uint Address, ReadOnlyMemory<byte> Data, Sb2Memory Memory = default) : Sb2Command
{
    /// <summary>What stands behind the data up to a multiple of 16 bytes: up to 15 bytes, zeros where fewer are given. Never loaded.</summary>
    public ReadOnlyMemory<byte> Padding { get; init; }

    internal override Sb2CommandHeader Header =>
        new(Sb2CommandTag.Load, Sb2CommandHeader.FlagsOf(Memory), Address, (uint)Data.Length, Crc.Mpeg2(Padded()));

    internal override int Blocks => 1 + (Alignment.Up(Data.Length, Sb2Format.Block) / Sb2Format.Block);

    internal override void WritePayload(Span<byte> destination) => Padded().CopyTo(destination);

    private byte[] Padded()
    {
        var padded = new byte[Alignment.Up(Data.Length, Sb2Format.Block)];
        Data.Span.CopyTo(padded);
        Padding.Span.CopyTo(padded.AsSpan(Data.Length));
        return padded;
    }
}
