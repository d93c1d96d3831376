using System.Buffers.Binary;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>The layout that commands and responses share: tag u8, flags u8, reserved u8, count u8, parameters u32 each.</summary>
internal static class PacketLayout
{
    public const int HeaderLength = 4;

    public const byte DataPhaseFlag = 1;

    public static byte[] Write(byte tag, bool dataPhase, ReadOnlySpan<uint> parameters)
    {
        var bytes = new byte[HeaderLength + (4 * parameters.Length)];
        bytes[0] = tag;
        bytes[1] = dataPhase ? DataPhaseFlag : (byte)0;
        bytes[3] = checked((byte)parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderLength + (4 * i)), parameters[i]);
        return bytes;
    }

    public static uint[]? Read(ReadOnlySpan<byte> bytes, int maxParameters)
    {
        if (bytes.Length < HeaderLength || bytes[1] > DataPhaseFlag || bytes[2] != 0 || bytes[3] > maxParameters)
            return null;
        if (bytes.Length != HeaderLength + (4 * bytes[3]))
            return null;
        var parameters = new uint[bytes[3]];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(HeaderLength + (4 * i))..]);
        return parameters;
    }
}
