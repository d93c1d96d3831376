using System.Buffers.Binary;
using System.Text;

namespace Rootline.Links.Pkcs11;

/// <summary>What a token says of itself: CK_TOKEN_INFO.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Manufacturer">Its maker.</param>
/// <param name="Model">Its model.</param>
/// <param name="Serial">Its serial number.</param>
/// <param name="Flags">CKF_ bits.</param>
public sealed record TokenInfo(string Label, string Manufacturer, string Model, string Serial, ulong Flags)
{
    /// <summary>Room for the structure, 208 bytes, and for what a later version may add.</summary>
    internal const int Length = 512;

    private const int FlagsAt = 96;
    private const ulong LoginRequired = 0x4;
    private const ulong OwnKeypad = 0x100;
    private const ulong FinalTry = 0x20000;
    private const ulong Locked = 0x40000;

    /// <summary>Whether private keys are seen after a login only.</summary>
    public bool WantsLogin => (Flags & LoginRequired) != 0;

    /// <summary>Whether the PIN is typed on the token itself.</summary>
    public bool HasKeypad => (Flags & OwnKeypad) != 0;

    /// <summary>Whether one more wrong PIN locks it.</summary>
    public bool IsAtFinalTry => (Flags & FinalTry) != 0;

    /// <summary>Whether it is locked.</summary>
    public bool IsLocked => (Flags & Locked) != 0;

    /// <summary>Reads the structure: texts of fixed width, filled up with blanks.</summary>
    internal static TokenInfo Of(ReadOnlySpan<byte> info) => new(
        Text(info[..32]), Text(info[32..64]), Text(info[64..80]), Text(info[80..96]), BinaryPrimitives.ReadUInt64LittleEndian(info[FlagsAt..]));

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.TrimEnd(" \0"u8));
}
