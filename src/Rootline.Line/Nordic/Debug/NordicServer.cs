using Rootline.Formats.Nordic;
using Rootline.Links.Gdb;

namespace Rootline.Line.Nordic.Debug;

/// <summary>A debug server with one part behind it.</summary>
/// <param name="Profile">The server's commands.</param>
/// <param name="Erase">The command that erases this part through CTRL-AP; null where none is known.</param>
public sealed record NordicServer(GdbServerProfile Profile, string? Erase)
{
    /// <summary>A server with the command that it has for a part's series.</summary>
    /// <param name="profile">The server's commands.</param>
    /// <param name="part">The part.</param>
    public static NordicServer Of(GdbServerProfile profile, NordicPart part) => new(profile, profile.EraseThroughControlPort.GetValueOrDefault(part.Series));
}
