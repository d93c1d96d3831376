using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// What a host may send again after silence, not knowing whether the target took it. After a NAK anything may be sent again:
/// it says that nothing was taken. Frames have no numbers, so a target cannot tell a repetition from the next frame; therefore
/// only commands are repeated that do the same a second time, and of a data phase only its last piece, because a target that
/// took it is past the data phase. An earlier piece would be written twice, which in a protected page cannot be undone; what
/// burns, counts, starts code or closes is never repeated. Then silence ends the session, and whoever recovers asks the target
/// for its state first.
/// </summary>
internal static class SafeRepetition
{
    /// <summary>Whether a command may be sent again after silence.</summary>
    public static bool Allows(CommandPacket command) => command.Tag switch
    {
        CommandTag.GetProperty or CommandTag.SetProperty or CommandTag.ReadMemory or CommandTag.FlashReadOnce
            or CommandTag.FlashReadResource or CommandTag.FuseRead => true,
        CommandTag.FlashEraseAll or CommandTag.FlashEraseRegion => true,

        // Nothing happens before their data have come.
        CommandTag.WriteMemory or CommandTag.ReceiveSbFile => true,

        // The same challenge again leads to a session as good as the first; wrapped data do not.
        CommandTag.TrustProvisioning => TrustProvisioningWord.OperationOf(command) == TrustProvisioningOperation.ProveGenuinity,
        CommandTag.KeyProvisioning => ReadKeyStoreCommand.Is(command),
        _ => false,
    };
}
