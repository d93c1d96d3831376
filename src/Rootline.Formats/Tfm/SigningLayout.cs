using System.Diagnostics.CodeAnalysis;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>
/// What a TF-M build says of the place of an image, in the preprocessed C file <c>signing_layout_*.o</c>: lines of the form
/// <c>NAME = expression</c>. Lines are read one by one with their commas taken out; of a name that stands twice the first counts.
/// </summary>
public sealed class SigningLayout
{
    /// <summary>The longest file, in characters: keeps a wrong file from being searched.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>The deepest nesting of an expression: stops a file of parentheses from using up the stack.</summary>
    public const int MaxDepth = 64;

    private const string Slot = "RE_SIGN_BIN_SIZE";
    private const string Load = "RE_IMAGE_LOAD_ADDRESS";
    private const string Rom = "RE_IMAGE_ROM_FIXED";
    private const string SecureOffset = "RE_SECURE_IMAGE_OFFSET";
    private const string SecureSize = "RE_SECURE_IMAGE_MAX_SIZE";
    private const string NonSecureOffset = "RE_NON_SECURE_IMAGE_OFFSET";
    private const string NonSecureSize = "RE_NON_SECURE_IMAGE_MAX_SIZE";
    private static readonly string[] Names = [Slot, Load, Rom, SecureOffset, SecureSize, NonSecureOffset, NonSecureSize];

    private readonly Dictionary<string, long> _values;

    private SigningLayout(Dictionary<string, long> values) => _values = values;

    /// <summary>Size of the slot in bytes (<c>RE_SIGN_BIN_SIZE</c>), or null.</summary>
    public uint? SlotSize => Value(Slot);

    /// <summary>RAM address that the image is loaded to (<c>RE_IMAGE_LOAD_ADDRESS</c>), or null.</summary>
    public uint? LoadAddress => Value(Load);

    /// <summary>Flash address that the image is linked for (<c>RE_IMAGE_ROM_FIXED</c>), or null.</summary>
    public uint? RomFixed => Value(Rom);

    /// <summary>Where the secure binary lies in the combined image (<c>RE_SECURE_IMAGE_*</c>), or null.</summary>
    public LayoutPart? Secure => Part(SecureOffset, SecureSize);

    /// <summary>Where the non-secure binary lies in the combined image (<c>RE_NON_SECURE_IMAGE_*</c>), or null.</summary>
    public LayoutPart? NonSecure => Part(NonSecureOffset, NonSecureSize);

    /// <summary>Reads a layout file.</summary>
    /// <param name="file">The file's bytes: text of which only the lines with a known name are looked at.</param>
    public static Parsed<SigningLayout> Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxLength)
            return SigningLayoutFaults.Limit.Fault($"{file.Length} bytes, at most {MaxLength} are read");
        var values = new Dictionary<string, long>();
        foreach (var line in Encoding.Latin1.GetString(file).AsSpan().EnumerateLines())
        {
            if (!IsAssignment(line, out string? name, out var expression) || values.ContainsKey(name))
                continue;
            if (!LayoutExpression.Evaluate(expression.ToString().Replace(",", "", StringComparison.Ordinal)).Try(out long value, out var fault))
                return fault.In(name);
            if (value is < 0 or > uint.MaxValue)
                return SigningLayoutFaults.Range.Fault($"{name} is {value}, it must be 0 to {uint.MaxValue}");
            values.Add(name, value);
        }

        return new SigningLayout(values);
    }

    private static bool IsAssignment(ReadOnlySpan<char> line, [NotNullWhen(true)] out string? name, out ReadOnlySpan<char> expression)
    {
        name = null;
        expression = default;
        line = line.TrimStart();
        int equal = line.IndexOf('=');
        if (!line.StartsWith("RE_", StringComparison.Ordinal) || equal < 0)
            return false;
        string left = line[..equal].TrimEnd().ToString();
        expression = line[(equal + 1)..];
        name = Array.Find(Names, n => n == left);
        return name is not null;
    }

    private uint? Value(string name) => _values.TryGetValue(name, out long value) ? (uint)value : null;

    private LayoutPart? Part(string offset, string size) =>
        Value(offset) is { } at && Value(size) is { } most ? new(at, most) : null;
}
