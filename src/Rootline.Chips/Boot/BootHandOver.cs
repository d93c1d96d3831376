using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rootline.Chips.Boot;

/// <summary>The last step: the processor is handed over to the first image, whose address both tickets are needed for.</summary>
internal static class BootHandOver
{
    /// <summary>Demands that both checks agree, before anything is burned for the images.</summary>
    /// <param name="first">The ticket of the first check.</param>
    /// <param name="second">The ticket of the second check.</param>
    public static void Demand(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!CryptographicOperations.FixedTimeEquals(first, second))
            throw Refuse();
    }

    /// <summary>Starts the first image.</summary>
    /// <param name="choice">The images.</param>
    /// <param name="first">The ticket of the first check.</param>
    /// <param name="second">The ticket of the second check.</param>
    /// <param name="raised"><see cref="BootTicket.Sound"/> when no counter is below its image's.</param>
    /// <param name="log">The boot log.</param>
    public static StartedImage Jump(BootChoice choice, byte[] first, byte[] second, ulong raised, BootLog log)
    {
        var slot = choice.Places[0].Slot;
        var header = choice.Verdicts[0].Header!;
        // Tickets that differ, or a counter that was not raised, make an address that is nowhere in the slot.
        ulong entry = ((ulong)slot.Start + header.HeaderSize) ^ raised ^ BootTicket.Sound;
        for (int word = 0; word < SHA256.HashSizeInBytes; word += sizeof(ulong))
            entry ^= BinaryPrimitives.ReadUInt64LittleEndian(first.AsSpan(word)) ^ BinaryPrimitives.ReadUInt64LittleEndian(second.AsSpan(word));
        if (entry - (ulong)slot.Start >= (ulong)slot.Length)
            throw Refuse();
        log.Info($"Bootloader chainload address offset: 0x{slot.Start:x}");
        log.Info($"Image version: v{header.Version}");
        log.Info("Jumping to the first image slot");
        return new(header.Version, slot.Start, (uint)entry, choice.Verdicts[0].Digest);
    }

    private static BootRefusedException Refuse() => new(new(BootRules.Ticket, "the two checks of the images do not agree"));
}
