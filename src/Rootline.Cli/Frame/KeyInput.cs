using System.Security.Cryptography;
using Rootline.Cli.Config;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>Files that are keys, or may be: whatever was asked for, an operator can name the private half.</summary>
internal static class KeyInput
{
    /// <summary>Reads a file and wipes its bytes.</summary>
    /// <typeparam name="T">What is in it.</typeparam>
    /// <param name="context">Disk and folder.</param>
    /// <param name="name">The file as the operator named it; faults name it so.</param>
    /// <param name="read">Reads the bytes; keeps no slice of them.</param>
    public static T Read<T>(CommandContext context, string name, Func<byte[], Parsed<T>> read)
        where T : notnull
    {
        byte[] file = context.Disk.ReadAll(context.FullPath(name), ConfigLimits.Length);
        try
        {
            return read(file).OrThrow(name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }
}
