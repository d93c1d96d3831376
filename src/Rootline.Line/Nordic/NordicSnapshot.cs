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
public sealed record NordicSnapshot(
    string DeviceId,
    LifecycleWords Lifecycle,
    ReadOnlyMemory<byte> ImplementationId,
    IReadOnlyList<SlotHeader> Slots,
    uint ApProtect,
    uint SecureApProtect)
{
    /// <summary>Whether any slot has a word in its header.</summary>
    public bool HasAnyKey => Slots.Any(s => s.IsWritten);

    /// <summary>
    /// Whether every slot was written to its end: PERM is the last word that is written, so that its full value says that all others
    /// came before.
    /// </summary>
    public bool HasAllKeys => Slots.All(s => s.IsWhole);

    /// <summary>Whether an implementation id was written.</summary>
    public bool HasImplementationId => ImplementationId.Span.ContainsAnyExcept((byte)0xFF);

    /// <summary>Whether both ports are closed from the next reset on, as TF-M demands.</summary>
    public bool IsProtected => ApProtect == UicrMap.Protected && SecureApProtect == UicrMap.Protected;
}

/// <summary>The header of a slot, and what it should be.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Destination">DEST.</param>
/// <param name="Permissions">PERM.</param>
/// <param name="Expected">What PERM is when the slot was written to its end.</param>
public sealed record SlotHeader(int Slot, uint Destination, KmuPermissions Permissions, KmuPermissions Expected)
{
    /// <summary>Whether a word is written.</summary>
    public bool IsWritten => Destination != UicrMap.Erased || Permissions != KmuPermissions.Erased;

    /// <summary>Whether the slot was written to its end.</summary>
    public bool IsWhole => Permissions == Expected;
}
