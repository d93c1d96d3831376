using System.Buffers.Binary;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// The key management unit and the library over it: 128 slots in UICR, reached one at a time through a selector. Source:
/// tfm-provisioning section 12.1.
/// </summary>
/// <param name="part">The part: its key registers.</param>
/// <param name="uicr">Where the slots lie.</param>
public sealed class KeyUnit(NordicPart part, OneWayWords uicr)
{
    private const uint PermissionBits = 7;

    /// <summary>The selector: 0 for none, else slot + 1. Gone at every reset.</summary>
    public uint Selector { get; set; }

    /// <summary>Reads a word of the slot area as the processor or a debugger does.</summary>
    /// <param name="offset">Offset in UICR, from <see cref="UicrMap.KeySlotConfig"/> on.</param>
    public uint ReadWord(uint offset)
    {
        bool isValue = offset >= UicrMap.KeySlotValue;
        int slot = SlotAt(offset);
        if (Selector != KmuSlot.Selector(slot))
            return KmuSlot.Denied;
        return isValue && !Permissions(slot).CanRead ? KmuSlot.Denied : uicr.Read(offset);
    }

    /// <summary>Writes a word of the slot area as the processor does; what the unit refuses changes nothing.</summary>
    /// <param name="offset">Offset in UICR, from <see cref="UicrMap.KeySlotConfig"/> on.</param>
    /// <param name="value">The word.</param>
    public void BurnWord(uint offset, uint value)
    {
        int slot = SlotAt(offset);
        if (Selector != KmuSlot.Selector(slot))
            return;
        var permissions = Permissions(slot);
        if (offset >= UicrMap.KeySlotValue)
        {
            if (permissions.CanWrite)
                uicr.BurnWord(offset, value);
        }
        else if ((offset & 4) == 0)
        {
            uicr.BurnWord(offset, value);
        }
        else
        {
            BurnPermissions(slot, permissions, value);
        }
    }

    /// <summary>Whether any word of a slot is written.</summary>
    /// <param name="slot">The slot, 0 to 127.</param>
    public bool IsWritten(int slot) => Slot(slot).IsWritten;

    /// <summary>Whether any of some slots is written.</summary>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">How many.</param>
    public bool IsAnyWritten(int slot, int count) => Enumerable.Range(slot, count).Any(IsWritten);

    /// <summary>Writes a slot for ever: select, DEST, VALUE, PERM, select none.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="destination">Where it is pushed to.</param>
    /// <param name="permissions">What may be done with it.</param>
    /// <param name="value">16 bytes.</param>
    public KmuError BurnSlot(int slot, uint destination, KmuPermissions permissions, ReadOnlySpan<byte> value)
    {
        if (slot is < 0 or >= KmuSlot.Count)
            return KmuError.InvalidSlot;
        if (value.Length != KmuSlot.KeyLength)
            return KmuError.InvalidParameter;
        if ((~permissions.Word & ~PermissionBits) != 0 || permissions.CanWrite)
            return KmuError.InvalidPermission;
        if (permissions.CanPush && !IsKeyRegister(destination))
            return KmuError.WrongAddress;
        if (IsWritten(slot))
            return KmuError.AlreadyFilled;
        Selector = KmuSlot.Selector(slot);
        uint config = UicrMap.ConfigOf(slot);
        BurnWord(config, destination);
        for (int i = 0; i < value.Length; i += sizeof(uint))
            BurnWord(UicrMap.ValueOf(slot) + (uint)i, BinaryPrimitives.ReadUInt32LittleEndian(value[i..]));
        BurnWord(config + sizeof(uint), permissions.Word);
        bool isThere = ReadWord(config) == destination && Permissions(slot) == permissions;
        Selector = 0;
        return isThere ? KmuError.None : KmuError.WriteFailed;
    }

    /// <summary>Revokes a slot for ever; its value is gone.</summary>
    /// <param name="slot">The slot, 0 to 127.</param>
    public void RevokeForEver(int slot)
    {
        Selector = KmuSlot.Selector(slot);
        BurnWord(UicrMap.ConfigOf(slot) + sizeof(uint), ~(1u << 16));
        Selector = 0;
        for (uint i = 0; i < KmuSlot.KeyLength; i += sizeof(uint))
            uicr.BurnWord(UicrMap.ValueOf(slot) + i, 0);
    }

    /// <summary>A key as the crypto engine gets it by a push; the processor never sees it.</summary>
    /// <param name="slot">The first slot.</param>
    /// <param name="slots">How many; each destination is 16 bytes after the one before.</param>
    /// <returns>The key, or null when a slot may not be pushed.</returns>
    public Secret? Push(int slot, int slots)
    {
        var key = new Secret(slots * KmuSlot.KeyLength);
        for (int i = 0; i < slots; i++)
        {
            var content = Slot(slot + i);
            if (!content.IsWritten || !content.Permissions.CanPush || !IsKeyRegister(content.Destination))
            {
                key.Dispose();
                return null;
            }

            content.Value.Span.CopyTo(key.Span[(i * KmuSlot.KeyLength)..]);
        }

        return key;
    }

    /// <summary>The value of readable slots as firmware reads it.</summary>
    /// <param name="slot">The first slot.</param>
    /// <param name="slots">How many.</param>
    /// <returns>The bytes, or null when a slot is not readable.</returns>
    public Secret? ReadKey(int slot, int slots)
    {
        var key = new Secret(slots * KmuSlot.KeyLength);
        for (int i = 0; i < key.Length; i += sizeof(uint))
        {
            int at = slot + (i / KmuSlot.KeyLength);
            Selector = KmuSlot.Selector(at);
            uint word = Permissions(at).CanRead ? ReadWord(UicrMap.ValueOf(slot) + (uint)i) : 0;
            BinaryPrimitives.WriteUInt32LittleEndian(key.Span[i..], word);
        }

        Selector = 0;
        if (Enumerable.Range(slot, slots).All(s => Permissions(s).CanRead))
            return key;
        key.Dispose();
        return null;
    }

    private static int SlotAt(uint offset) => (int)(offset >= UicrMap.KeySlotValue
        ? (offset - UicrMap.KeySlotValue) / KmuSlot.KeyLength
        : (offset - UicrMap.KeySlotConfig) / 8);

    private bool IsKeyRegister(uint address) =>
        address == part.Destinations.Aes || address == part.Destinations.Aes + KmuSlot.KeyLength
        || address == part.Destinations.ChaCha || address == part.Destinations.ChaCha + KmuSlot.KeyLength
        || address == part.Destinations.Kdr;

    private KmuPermissions Permissions(int slot) => new(uicr.Read(UicrMap.ConfigOf(slot) + sizeof(uint)));

    // A half that is not FFFF any more takes nothing: ones are written over it.
    private void BurnPermissions(int slot, KmuPermissions now, uint value)
    {
        uint kept = ((ushort)now.Word == 0xFFFF ? 0u : 0xFFFFu) | (now.Word >> 16 == 0xFFFF ? 0u : 0xFFFF0000u);
        uicr.BurnWord(UicrMap.ConfigOf(slot) + sizeof(uint), value | kept);
    }

    private KmuSlot Slot(int slot)
    {
        Span<byte> bytes = stackalloc byte[KmuSlot.Length];
        uicr.Read(UicrMap.ConfigOf(slot), bytes[..8]);
        uicr.Read(UicrMap.ValueOf(slot), bytes[8..]);
        return KmuSlot.Read(bytes);
    }
}
