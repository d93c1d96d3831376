namespace Rootline.Tests.House;

/// <summary>What libraries take from outside and never reach for, and the few named places that are the outside.</summary>
internal static class Bans
{
    /// <summary>Members that no library uses: a whole type when it ends with a dot.</summary>
    public static IReadOnlyList<string> Members { get; } =
    [
        "System.Console.",
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.TimeProvider.get_System",
        "System.Diagnostics.Stopwatch.",
        "System.Random.",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.Environment.",
        "System.Security.Cryptography.RandomNumberGenerator.",
        "System.IO.File.",
        "System.IO.FileInfo.",
        "System.IO.FileStream.",
        "System.IO.RandomAccess.",
        "System.IO.Directory.",
        "System.IO.DirectoryInfo.",
        "System.IO.Path.GetTempPath",
        "System.IO.Path.GetTempFileName",
        "System.Threading.Thread.Sleep",
        "System.Threading.Tasks.Task.Delay",
        "System.Threading.Tasks.Task.Run",
    ];

    /// <summary>Members of banned types that reach nothing outside.</summary>
    public static IReadOnlyList<(string Member, string Reason)> Harmless { get; } =
    [
        ("System.Environment.get_CurrentManagedThreadId", "the compiler puts it into every iterator"),
    ];

    /// <summary>Exemptions: a type, the banned members it may use, and why.</summary>
    public static IReadOnlyList<(string Type, string Member, string Reason)> Exemptions { get; } =
    [
        ("Rootline.Core.Entropy.SystemEntropy", "System.Security.Cryptography.RandomNumberGenerator.", "it is the source that everybody else is handed"),
        ("Rootline.Core.Disks.OsDisk", "System.IO.", "it is the disk that everybody else is handed"),
        ("Rootline.Core.Disks.OsFile", "System.IO.", "it is the disk that everybody else is handed"),
        ("Rootline.Core.Disks.OsReplacement", "System.IO.", "it is the disk that everybody else is handed"),
        ("Rootline.Links.Serial.PseudoTerminal", "System.TimeProvider.get_System", "a read that does not wait needs a deadline, and no clock decides it"),
    ];

    /// <summary>Whether a use breaks a ban and has no exemption.</summary>
    public static bool Forbids(MemberUse use) => IsBanned(use.Member)
        && !Exemptions.Any(e => e.Type == use.User && use.Member.StartsWith(e.Member, StringComparison.Ordinal));

    /// <summary>Whether a member is banned.</summary>
    public static bool IsBanned(string member) =>
        !Harmless.Any(h => h.Member == member)
        && Members.Any(b => b.EndsWith('.') ? member.StartsWith(b, StringComparison.Ordinal) : member == b);
}
