namespace Rootline.Formats.Nordic;

/// <summary>
/// Offsets in the application core's UICR, in bytes. Every word is 32 bits little-endian, erased to ones, and bits move from 1 to 0
/// only; all of it is erased together or not at all. Source: tfm-provisioning section 12.1.
/// </summary>
/// <param name="Base">Address of UICR.</param>
/// <param name="SecureApProtect">Protection of the secure access port.</param>
/// <param name="EraseProtect">Protection against ERASEALL.</param>
/// <param name="Otp">First one-time word.</param>
public sealed record UicrMap(uint Base, uint SecureApProtect, uint EraseProtect, uint Otp)
{
    /// <summary>Address of UICR on every application core.</summary>
    public const uint ApplicationBase = 0x00FF8000;

    /// <summary>Length in bytes: registers, one-time words, key slots.</summary>
    public const int Length = 0x1000;

    /// <summary>Protection of the access port.</summary>
    public const uint ApProtect = 0x000;

    /// <summary>First slot header: DEST, then PERM, 8 bytes a slot.</summary>
    public const uint KeySlotConfig = 0x400;

    /// <summary>First slot value, 16 bytes a slot.</summary>
    public const uint KeySlotValue = 0x800;

    /// <summary>What an erased word reads as.</summary>
    public const uint Erased = 0xFFFFFFFF;

    /// <summary>The value of a protection word that protects for good, and the only one that TF-M takes for it.</summary>
    public const uint Protected = 0x00000000;

    /// <summary>The value that opens the debug port on parts that lock by default.</summary>
    public const uint Unprotected = 0x50FA50FA;

    /// <summary>Offset of a slot's DEST word; PERM is the word after it.</summary>
    /// <param name="slot">The slot, 0 to 127.</param>
    public static uint ConfigOf(int slot) => KeySlotConfig + (uint)(8 * slot);

    /// <summary>Offset of a slot's value.</summary>
    /// <param name="slot">The slot, 0 to 127.</param>
    public static uint ValueOf(int slot) => KeySlotValue + (uint)(16 * slot);
}
