namespace Rootline.Formats.Nordic;

/// <summary>A part of the nRF53 or nRF91 series: what its firmware and a debugger must know of it. Source: tfm-provisioning section 12.</summary>
public sealed record NordicPart
{
    /// <summary>The part's name, for example <c>nrf5340</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The series it belongs to.</summary>
    public required NordicSeries Series { get; init; }

    /// <summary>The part code in FICR (<see cref="FactoryWords.PartCode"/>).</summary>
    public required uint PartCode { get; init; }

    /// <summary>The crypto engine: 310 or 312.</summary>
    public required int CryptoCell { get; init; }

    /// <summary>Bytes of a hardware unique key: 16 on CC310, 32 on CC312.</summary>
    public int HukLength => CryptoCell == 312 ? 32 : 16;

    /// <summary>Key slots of a hardware unique key: one for each 16 bytes.</summary>
    public int HukSlots => HukLength / KmuSlot.KeyLength;

    /// <summary>Whether an erased APPROTECT word closes the debug port at the next reset.</summary>
    public required bool LocksByDefault { get; init; }

    /// <summary>The application core's memory.</summary>
    public required NordicMemory Memory { get; init; }

    /// <summary>Where protections and one-time words lie in UICR.</summary>
    public required UicrMap Uicr { get; init; }

    /// <summary>Where keys are pushed to.</summary>
    public required KeyDestinations Destinations { get; init; }

    /// <summary>The network core, or null on parts with one core.</summary>
    public NetworkCore? NetworkCore { get; init; }

    /// <summary>Where the lifecycle words begin when nothing else is said: the first one-time word.</summary>
    public uint DefaultProvisionAddress => Uicr.Base + Uicr.Otp;

    /// <summary>Whether the lifecycle words and the implementation id fit behind an address.</summary>
    /// <param name="address">A candidate for PM_PROVISION_ADDRESS.</param>
    /// <param name="layout">The order of the struct.</param>
    public bool TakesProvisionArea(uint address, ProvisionLayout layout) => address % 4 == 0
        && address >= Uicr.Base + Uicr.Otp && address + (ulong)layout.FixedLength <= Uicr.Base + UicrMap.KeySlotConfig;
}

/// <summary>Flash of a core; it begins at <see cref="Start"/>.</summary>
/// <param name="Start">Address of the first byte.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="PageSize">Bytes that are erased at once.</param>
public sealed record NordicMemory(uint Start, int Size, int PageSize)
{
    /// <summary>Whether a range lies in this flash.</summary>
    /// <param name="address">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    public bool Holds(uint address, int length) => address >= Start && address + (long)length <= Start + (long)Size;
}

/// <summary>The network core of an nRF5340.</summary>
/// <param name="Memory">Its flash.</param>
/// <param name="UicrBase">Address of its UICR.</param>
/// <param name="ApProtect">Offset of APPROTECT.</param>
/// <param name="EraseProtect">Offset of ERASEPROTECT.</param>
public sealed record NetworkCore(NordicMemory Memory, uint UicrBase, uint ApProtect, uint EraseProtect);

/// <summary>Push destinations: the write-only key registers of the crypto engine. Each second half lies 16 bytes on.</summary>
/// <param name="Aes">AES key.</param>
/// <param name="ChaCha">ChaCha20 key.</param>
/// <param name="Kdr">Root key register, or null where the engine fetches it itself.</param>
public sealed record KeyDestinations(uint Aes, uint ChaCha, uint? Kdr);
