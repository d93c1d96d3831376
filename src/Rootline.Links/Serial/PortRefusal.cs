using System.Runtime.InteropServices;
using Rootline.Core.Faults;
using Rootline.Core.Wires;

namespace Rootline.Links.Serial;

/// <summary>Why the system refuses a port, in words that say what to do.</summary>
internal static unsafe class PortRefusal
{
    // struct stat of x86-64: st_gid lies at 32.
    private const int StatusLength = 144;
    private const int GroupAt = 32;

    /// <summary>The fault of a port that the system refused.</summary>
    /// <param name="path">The port.</param>
    /// <param name="what">What was refused.</param>
    /// <param name="error">errno.</param>
    public static FaultException Of(string path, string what, int error) => error switch
    {
        Libc.EBUSY => WireFaults.Busy.Exception($"{path} is held by another program"),
        Libc.ENOENT or Libc.ENOTDIR or Libc.ENXIO or Libc.ENODEV => SerialFaults.Missing.Exception($"{path} {what}: there is no such port"),
        Libc.EACCES => Denied(path),
        _ => WireFaults.Unusable.Exception($"{path} {what}: {Marshal.GetPInvokeErrorMessage(error)}"),
    };

    private static FaultException Denied(string path) => GroupOf(path) is { } group
        ? SerialFaults.Denied.Exception($"{path} may be opened by the group {group}, and this user is not in it", $"add the user to the group {group} (usermod -aG {group} USER), then log in again")
        : SerialFaults.Denied.Exception($"{path}: no access");

    private static string? GroupOf(string path)
    {
        byte* status = stackalloc byte[StatusLength];
        if (Libc.Status(path, status) != 0)
            return null;
        uint gid = *(uint*)(status + GroupAt);
        const int room = 4096;
        byte* texts = stackalloc byte[room];
        nint* group = stackalloc nint[4];
        nint* found = null;
        // The first member of struct group is its name.
        return Libc.GroupOf(gid, group, texts, room, &found) == 0 && found is not null
            ? Marshal.PtrToStringUTF8(*found)
            : gid.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
