using System.Buffers.Binary;
using Rootline.Formats.Iso7816;

namespace Rootline.Formats.Nxp.Applet;

/// <summary>
/// The command APDUs of the TP applet, built as the original's host builds them. Source: nxp-trust-provisioning 4.2.
/// </summary>
public static class AppletCommands
{
    /// <summary>The applet's AID: the ASCII bytes <c>tphsmapplet</c>.</summary>
    public static ReadOnlyMemory<byte> Aid { get; } = "tphsmapplet"u8.ToArray();

    /// <summary>The ATR that a TP card must have, exactly (T=1).</summary>
    public static ReadOnlyMemory<byte> Atr { get; } = Convert.FromHexString("3BD518FF8191FE1FC38073C821100A");

    /// <summary>SELECT.</summary>
    public static CommandApdu Select => new(0x00, Instruction.Select, 0x04, 0x00, Aid);

    /// <summary>GET CHALLENGE: answers a challenge container of 32 bytes.</summary>
    public static CommandApdu GetChallenge => new(0x00, Instruction.GetChallenge, 0, 0);

    /// <summary>FINALIZE FILE SYSTEM: seals the card for ever.</summary>
    public static CommandApdu Seal => new(0x80, Instruction.FinalizeFileSystem, 0, 0);

    /// <summary>DELETE FILE SYSTEM: back to pre-personalisation; everything on the card is gone.</summary>
    public static CommandApdu DeleteFileSystem => new(0x80, Instruction.DeleteFile, 0x80, 0);

    /// <summary>PROCESS TP RESPONSE: counts a unit and answers the wrapped data.</summary>
    /// <param name="response">The target's response.</param>
    public static CommandApdu CountAndWrap(ReadOnlyMemory<byte> response) => new(0x00, Instruction.ProcessResponse, 0, 0, response);

    /// <summary>SET PROVISIONING ITEM.</summary>
    /// <param name="id">The item.</param>
    /// <param name="value">Its coding.</param>
    public static CommandApdu SetItem(ItemId id, ReadOnlyMemory<byte> value) =>
        new(0x80, Instruction.SetItem, (byte)((ushort)id >> 8), (byte)id, value);

    /// <summary>CREATE FILE SYSTEM.</summary>
    /// <param name="objects">Object count.</param>
    public static CommandApdu CreateFileSystem(byte objects) => new(0x80, Instruction.CreateFileSystem, 0, objects);

    /// <summary>GET DATA.</summary>
    /// <param name="tag">What to get.</param>
    public static CommandApdu GetData(DataTag tag) => new(0x00, Instruction.GetData, (byte)((ushort)tag >> 8), (byte)tag);

    /// <summary>The quota item's coding.</summary>
    /// <param name="quota">Units.</param>
    public static byte[] QuotaValue(uint quota)
    {
        var value = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, quota);
        return value;
    }
}

/// <summary>Instruction bytes of the TP applet.</summary>
public static class Instruction
{
    /// <summary>ECHO (class 80).</summary>
    public const byte Echo = 0x00;

    /// <summary>FINALIZE FILE SYSTEM (class 80).</summary>
    public const byte FinalizeFileSystem = 0x44;

    /// <summary>GET CHALLENGE (class 00); RESIZE BUFFER (class 80).</summary>
    public const byte GetChallenge = 0x84;

    /// <summary>PROCESS TP RESPONSE (class 00).</summary>
    public const byte ProcessResponse = 0x89;

    /// <summary>SELECT (class 00).</summary>
    public const byte Select = 0xA4;

    /// <summary>GET DATA (class 00).</summary>
    public const byte GetData = 0xCA;

    /// <summary>SET PROVISIONING ITEM (class 80).</summary>
    public const byte SetItem = 0xDA;

    /// <summary>CREATE FILE SYSTEM (class 80).</summary>
    public const byte CreateFileSystem = 0xE1;

    /// <summary>DELETE FILE SYSTEM (class 80, P1 80); DELETE FILE (class 00).</summary>
    public const byte DeleteFile = 0xE4;
}

/// <summary>What GET DATA gets (P1 P2).</summary>
public enum DataTag : ushort
{
    /// <summary>Applet name, UTF-8.</summary>
    Name = 0x0100,

    /// <summary>Serial number, big-endian.</summary>
    Serial = 0x0114,

    /// <summary>Applet version: major, minor, patch.</summary>
    Version = 0x0116,

    /// <summary>Production counter, big-endian.</summary>
    Counter = 0x0117,

    /// <summary>Production remainder, big-endian; applet 1.0.9 or later.</summary>
    Remainder = 0x0118,

    /// <summary>Seal state: 01 is sealed; applet 1.2.0 or later.</summary>
    SealState = 0x0119,

    /// <summary>Family, UTF-8; applet 1.2.0 or later.</summary>
    Family = 0x011A,

    /// <summary>Free memory; the low byte says which: 1 NVM, 2 COR, 3 COD.</summary>
    FreeMemory = 0x0200,
}
