using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Oem.Tfm;

/// <summary>
/// The OEM's list of the fingerprints of all bundles made, a text file with a line a secret: <c>HMAC NAME BUNDLE</c>. It holds no secret. A
/// fingerprint that stands in it for another bundle is a duplicate.
/// </summary>
public sealed class BundleRegister
{
    /// <summary>The longest file in bytes: some hundred thousand devices.</summary>
    public const int MaxLength = 256 << 20;

    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly StringBuilder _lines = new();

    private BundleRegister()
    {
    }

    /// <summary>An empty register.</summary>
    public static BundleRegister Empty() => new();

    /// <summary>Reads a register.</summary>
    /// <param name="text">The file's bytes.</param>
    public static Parsed<BundleRegister> Parse(ReadOnlySpan<byte> text)
    {
        var register = new BundleRegister();
        if (text.Length > MaxLength)
            return BundleDeskFaults.Register.Fault($"{text.Length} bytes, at most {MaxLength} are read");
        string all = Encoding.ASCII.GetString(text);
        if (all.Length > 0 && all[^1] != '\n')
            return BundleDeskFaults.Register.Fault("the last line does not end");
        int number = 0;
        foreach (string line in all.Split('\n').SkipLast(1))
        {
            number++;
            if (line.Split(' ') is not [{ Length: 64 } fingerprint, { Length: > 0 }, { Length: 32 } bundle] || !fingerprint.All(char.IsAsciiHexDigitLower) || !bundle.All(char.IsAsciiHexDigitLower))
                return BundleDeskFaults.Register.Fault($"line {number} is not a fingerprint, a name and the id of a bundle");
            register._owners.TryAdd(fingerprint, bundle);
            register._lines.Append(line).Append('\n');
        }

        return register;
    }

    /// <summary>Reads a register, or begins one where the file is missing.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">The file's path.</param>
    public static BundleRegister Open(IDisk disk, string path) =>
        disk.Exists(path) ? Parse(disk.ReadAll(path, MaxLength)).OrThrow(path) : Empty();

    /// <summary>Refuses a bundle that shares a secret with another one, and otherwise takes it in.</summary>
    /// <param name="header">The bundle.</param>
    /// <exception cref="FaultException"><see cref="BundleFaults.Duplicate"/>.</exception>
    public void Add(BundleHeader header)
    {
        foreach (var fingerprint in header.Fingerprints.Where(f => f.Name != "image-decryption-key"))
        {
            if (_owners.TryGetValue(fingerprint.Sha256, out string? owner) && owner != header.Id)
                throw BundleFaults.Duplicate.Exception($"the {fingerprint.Name} of bundle {header.Id} is that of bundle {owner}");
        }

        foreach (var fingerprint in header.Fingerprints.Where(f => f.Name != "image-decryption-key" && _owners.TryAdd(f.Sha256, header.Id)))
            _lines.Append(fingerprint.Sha256).Append(' ').Append(fingerprint.Name).Append(' ').Append(header.Id).Append('\n');
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(_lines.ToString());
}
