using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.Line.Nordic;

/// <summary>What a debugger sees of a part that is open.</summary>
/// <param name="DeviceId">The device identifier, 16 lower-case digits.</param>
/// <param name="Lifecycle">The lifecycle words.</param>
/// <param name="ImplementationId">32 bytes; FF where none was written.</param>
/// <param name="Slots">DEST and PERM of the slots that provisioning writes, in the order of writing.</param>
/// <param name="ApProtect">The APPROTECT word.</param>
/// <param name="SecureApProtect">The SECUREAPPROTECT word.</param>
/// <param name="EraseProtect">The ERASEPROTECT word.</param>
public sealed record NordicSnapshot(
    string DeviceId,
    LifecycleWords Lifecycle,
    ReadOnlyMemory<byte> ImplementationId,
    IReadOnlyList<SlotHeader> Slots,
    uint ApProtect,
    uint SecureApProtect,
    uint EraseProtect)
{
    /// <summary>Whether something is written that a new part does not have: keys, an implementation id, a word that can no more open its port.</summary>
    public bool HasRemains => Slots.Any(s => s.IsWritten) || HasImplementationId || !CanOpen(ApProtect) || !CanOpen(SecureApProtect) || IsEraseProtected;

    /// <summary>Whether ERASEALL is blocked: any value but all ones does it.</summary>
    public bool IsEraseProtected => EraseProtect != UicrMap.Erased;

    /// <summary>
    /// Whether every slot was written to its end: PERM is the last word that is written, so that its full value says that all others
    /// came before.
    /// </summary>
    public bool HasAllKeys => Slots.All(s => s.IsWhole);

    /// <summary>Whether an implementation id was written.</summary>
    public bool HasImplementationId => ImplementationId.Span.ContainsAnyExcept((byte)0xFF);

    // Bits only go from 1 to 0.
    private static bool CanOpen(uint word) => (word & UicrMap.Unprotected) == UicrMap.Unprotected;
}

/// <summary>The header of a slot, and what it should be.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Destination">DEST.</param>
/// <param name="Permissions">PERM.</param>
/// <param name="Expected">What PERM is when the slot was written to its end.</param>
/// <param name="HasValue">Whether a word of the value is written; known only while PERM is erased.</param>
public sealed record SlotHeader(int Slot, uint Destination, KmuPermissions Permissions, KmuPermissions Expected, bool HasValue)
{
    /// <summary>Whether a word is written.</summary>
    public bool IsWritten => Destination != UicrMap.Erased || Permissions != KmuPermissions.Erased || HasValue;

    /// <summary>Whether the slot was written to its end.</summary>
    public bool IsWhole => Permissions == Expected;
}
