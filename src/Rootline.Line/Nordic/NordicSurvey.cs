using System.Buffers.Binary;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;
using Rootline.Line.Nordic.Debug;

namespace Rootline.Line.Nordic;

/// <summary>Reads what a part is, and changes nothing.</summary>
internal static class NordicSurvey
{
    /// <summary>Reads a part.</summary>
    /// <param name="debugger">A debugger on its application core.</param>
    /// <param name="target">The part, and where its provision area lies.</param>
    /// <returns>What was seen, or null where the port is closed.</returns>
    public static NordicSnapshot? Take(INordicDebugger debugger, NordicTarget target)
    {
        var uicr = target.Part.Uicr;
        var factory = new byte[FactoryWords.DeviceIdLength + sizeof(uint)];
        var area = new byte[target.Layout.FixedLength];
        if (!debugger.TryRead(FactoryWords.DeviceId, factory) || !debugger.TryRead(target.ProvisionAddress, area))
            return null;
        uint code = BinaryPrimitives.ReadUInt32LittleEndian(factory.AsSpan(FactoryWords.DeviceIdLength));
        if (code != target.Part.PartCode)
            throw NordicLineFaults.OtherPart.Exception($"{debugger.Name}: the part code is {code:x}, that of an {target.Part.Name} is {target.Part.PartCode:x}");
        if (Word(debugger, uicr.Base + UicrMap.ApProtect) is not { } approtect
            || Word(debugger, uicr.Base + uicr.SecureApProtect) is not { } secure
            || Word(debugger, uicr.Base + uicr.EraseProtect) is not { } erase
            || Slots(debugger, target.Part) is not { } slots)
            return null;
        return new(
            Convert.ToHexStringLower(factory.AsSpan(0, FactoryWords.DeviceIdLength)),
            target.Layout.ReadLifecycle(area),
            area.AsMemory(target.Layout.ImplementationId, ProvisionArea.ImplementationIdLength),
            slots,
            approtect,
            secure,
            erase);
    }

    private static uint? Word(INordicDebugger debugger, uint address)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        return debugger.TryRead(address, word) ? BinaryPrimitives.ReadUInt32LittleEndian(word) : null;
    }

    // A slot's header is seen only while the slot is selected.
    private static List<SlotHeader>? Slots(INordicDebugger debugger, NordicPart part)
    {
        var slots = new List<SlotHeader>();
        foreach (var (slot, expected) in KeySlots.Of(part))
        {
            debugger.WriteRegister(KmuSlot.SelectRegister, KmuSlot.Selector(slot));
            uint at = part.Uicr.Base + UicrMap.ConfigOf(slot);
            if (Word(debugger, at) is not { } destination || Word(debugger, at + sizeof(uint)) is not { } permissions)
                return null;
            bool hasValue = permissions == UicrMap.Erased && HasValue(debugger, part.Uicr.Base + UicrMap.ValueOf(slot));
            slots.Add(new(slot, destination, new(permissions), expected, hasValue));
        }

        debugger.WriteRegister(KmuSlot.SelectRegister, 0);
        return slots;
    }

    // An erase that was cut may leave a value without its header; it may be a key, and is not kept.
    private static bool HasValue(INordicDebugger debugger, uint address)
    {
        using var value = new Secret(KmuSlot.KeyLength);
        return debugger.TryRead(address, value.Span) && value.Span.ContainsAnyExcept((byte)0xFF);
    }
}
