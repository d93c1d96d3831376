namespace Rootline.Core.Crypto;

/// <summary>The three cyclic checksums of the protocols spoken here.</summary>
public static class Crc
{
    private static readonly ushort[] XmodemTable = MakeXmodemTable();
    private static readonly uint[] Crc32Table = MakeReflectedTable();
    private static readonly uint[] Mpeg2Table = MakeMpeg2Table();

    /// <summary>CRC-16/XMODEM: polynomial 1021, initial 0, check value 31C3 (mboot framing).</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">The result over the bytes before, or 0.</param>
    public static ushort Xmodem16(ReadOnlySpan<byte> bytes, ushort seed = 0)
    {
        int crc = seed;
        foreach (byte b in bytes)
            crc = ((crc << 8) ^ XmodemTable[((crc >> 8) ^ b) & 0xFF]) & 0xFFFF;
        return (ushort)crc;
    }

    /// <summary>CRC-32 (ISO-HDLC): check value CBF43926 (TP data container authentication type FE).</summary>
    /// <param name="bytes">The bytes.</param>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = (crc >> 8) ^ Crc32Table[(crc ^ b) & 0xFF];
        return ~crc;
    }

    /// <summary>CRC-32/MPEG-2: polynomial 04C11DB7, initial FFFFFFFF, not reflected, check value 0376E6E7 (SB2.1 LOAD).</summary>
    /// <param name="bytes">The bytes.</param>
    public static uint Mpeg2(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = (crc << 8) ^ Mpeg2Table[((crc >> 24) ^ b) & 0xFF];
        return crc;
    }

    private static ushort[] MakeXmodemTable()
    {
        var table = new ushort[256];
        for (int i = 0; i < 256; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            table[i] = (ushort)crc;
        }

        return table;
    }

    private static uint[] MakeReflectedTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }

        return table;
    }

    private static uint[] MakeMpeg2Table()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i << 24;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
            table[i] = crc;
        }

        return table;
    }
}
