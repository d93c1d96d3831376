using System.Security.Cryptography;
using Rootline.Core.Secrets;
using Rootline.Oem.Custody.References;

namespace Rootline.Oem.Custody;

/// <summary>Fetches passwords and PINs from where a reference says they lie.</summary>
/// <param name="outside">Disk, terminal, environment.</param>
public sealed class SecretFetch(CustodyOutside outside)
{
    /// <summary>Longest password or PIN in bytes; a longer file is most likely another one.</summary>
    public const int MaxLength = 1024;

    /// <summary>Whether a source is a person who can look at what he types.</summary>
    /// <param name="source">The source, or null for the terminal.</param>
    public bool IsPerson(SecretSource? source) => source is null && outside.Asker.IsAttended;

    /// <summary>Fetches one.</summary>
    /// <param name="source">Where it lies; null asks on the terminal.</param>
    /// <param name="what">What it is, for example <c>password of key.pem</c>.</param>
    /// <returns>UTF-8; the caller's.</returns>
    /// <exception cref="Core.Faults.FaultException"><see cref="CustodyFaults.NoSecret"/>, or a fault of the disk.</exception>
    public Secret Fetch(SecretSource? source, string what)
    {
        var secret = source switch
        {
            null => Asked(what),
            { IsEnvironment: true } => outside.Asker.Environment(source.Name) ?? throw CustodyFaults.NoSecret.Exception($"{what}: the environment variable {source.Name} is not set"),
            _ => FirstLine(source.Name, what),
        };
        if (secret.Length is > 0 and <= MaxLength)
            return secret;
        int length = secret.Length;
        secret.Dispose();
        throw CustodyFaults.NoSecret.Exception($"{what} has {length} bytes, it should have 1 to {MaxLength}");
    }

    /// <summary>Asks for a new password twice on the terminal, or fetches it.</summary>
    /// <param name="source">Where it lies; null asks on the terminal.</param>
    /// <param name="what">What it is.</param>
    /// <returns>UTF-8; the caller's.</returns>
    public Secret FetchTwice(SecretSource? source, string what)
    {
        var first = Fetch(source, what);
        if (source is not null)
            return first;
        using var second = Fetch(null, $"{what} once more");
        if (first.FixedTimeEquals(second.Span))
            return first;
        first.Dispose();
        throw CustodyFaults.NoSecret.Exception($"{what} was typed in two ways", "run the command again and type the same twice");
    }

    private Secret Asked(string what) => outside.Asker.IsAttended
        ? outside.Asker.Ask(what) ?? throw CustodyFaults.NoSecret.Exception($"{what}: nothing was typed")
        : throw CustodyFaults.NoSecret.Exception($"{what} is wanted, and nobody is here to type it");

    private Secret FirstLine(string path, string what)
    {
        byte[] file = outside.Disk.ReadAll(outside.FullPath(path), MaxLength + 2);
        try
        {
            var line = file.AsSpan();
            int end = line.IndexOf((byte)'\n');
            if (end >= 0)
                line = line[..end];
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            return line.IsEmpty ? throw CustodyFaults.NoSecret.Exception($"{what}: the first line of {path} is empty") : Secret.CopyOf(line);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }
}
