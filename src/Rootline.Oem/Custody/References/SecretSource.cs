using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>Where a password or PIN lies: a file whose first line it is, or an environment variable.</summary>
/// <param name="Name">The file's path, or the variable's name.</param>
/// <param name="IsEnvironment">Which of the two.</param>
public sealed record SecretSource(string Name, bool IsEnvironment)
{
    private const string Environment = "env:";
    private const string File = "file:";

    /// <summary>Reads <c>env:NAME</c>, <c>file:PATH</c> or a path.</summary>
    /// <param name="text">The text.</param>
    public static Parsed<SecretSource> Parse(string text)
    {
        if (text.StartsWith(Environment, StringComparison.Ordinal))
            return Named(text[Environment.Length..], isEnvironment: true);
        string path = text.StartsWith(File, StringComparison.Ordinal) ? text[File.Length..] : text;
        // file:///etc/pin: the part between the slashes is the machine, which is this one.
        return Named(path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path, isEnvironment: false);
    }

    private static Parsed<SecretSource> Named(string name, bool isEnvironment)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || (isEnvironment && name.Contains('=', StringComparison.Ordinal)))
            return ReferenceFaults.Reference.Fault("a source of a password or PIN is neither a file nor env:NAME");
        // RFC 7512 2.4 lets a program be named so; a program that is named by accident is worse than none.
        return name[0] == '|'
            ? ReferenceFaults.Reference.Fault("a program as a source of a PIN is not run")
            : new SecretSource(name, isEnvironment);
    }

    /// <inheritdoc/>
    public override string ToString() => IsEnvironment ? Environment + Name : Name;
}
