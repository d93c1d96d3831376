using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Rootline.Cli.Commands.Image;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.TestSupport;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>Files of the shared image vectors as the verdict wants them.</summary>
internal static class VectorFile
{
    private static readonly ConcurrentDictionary<string, ContentKeyOwner> Owners = new();

    /// <summary>An image's bytes, from its lowest address where it is Intel HEX.</summary>
    /// <param name="vector">The row.</param>
    public static byte[] Content(ImageVector vector) =>
        vector.File.EndsWith(".hex", StringComparison.Ordinal) ? FromHex(vector.Bytes) : vector.Bytes;

    /// <summary>A public key of the set.</summary>
    /// <param name="name">File below <c>keyout</c>.</param>
    public static PublicKeyBytes PublicKey(string name) => PublicKeyBytes.Parse(ImageVector.Read($"keyout/{name}")).OrThrow(name);

    /// <summary>The device's key for encrypted images; read once for all tests.</summary>
    /// <param name="file">As the loader holds it: below <c>keyout</c>, or a key encryption key below <c>keys</c>.</param>
    public static ContentKeyOwner ContentKeys(string file) => Owners.GetOrAdd(file, name =>
    {
        if (name.StartsWith("kek", StringComparison.Ordinal))
            return ContentKeyOwner.OfKeyWrap(DecryptionKey.KeyWrapOf(ImageVector.Read($"keys/{name}"))!);
        using var key = PrivateKeyFile.Read(ImageVector.Read($"keys/{name[..name.IndexOf('.', StringComparison.Ordinal)]}.pem"), null).OrThrow(name);
        return DecryptionKey.Of(key).OrThrow(name);
    });

    // Read here in the simplest way, and not by the product's own reader, which other tests judge.
    private static byte[] FromHex(byte[] file)
    {
        var bytes = new SortedDictionary<long, byte>();
        long upper = 0;
        foreach (string line in Encoding.ASCII.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            byte[] record = Convert.FromHexString(line.Trim()[1..]);
            long address = upper + (record[1] << 8) + record[2];
            if (record[3] == 4)
                upper = long.Parse(line[9..13], NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 16;
            for (int i = 0; record[3] == 0 && i < record[0]; i++)
                bytes[address + i] = record[4 + i];
        }

        long first = bytes.Keys.First();
        var content = new byte[bytes.Keys.Last() - first + 1];
        Array.Fill(content, (byte)0xFF);
        foreach (var (address, value) in bytes)
            content[address - first] = value;
        return content;
    }
}
