using System.Text;
using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm;

/// <summary>A text in a field of fixed length: printable ASCII, then zeros to the end. A text may fill its field wholly.</summary>
internal static class FixedText
{
    private const byte FirstPrintable = 0x20;
    private const byte LastPrintable = 0x7E;

    /// <summary>Reads a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Its name, for the fault.</param>
    /// <returns>The text, or <see cref="ProvisioningFaults.Field"/>.</returns>
    public static Parsed<string> Read(ReadOnlySpan<byte> field, string name)
    {
        int end = field.IndexOf((byte)0);
        var text = end < 0 ? field : field[..end];
        if (text.ContainsAnyExceptInRange(FirstPrintable, LastPrintable))
            return ProvisioningFaults.Field.Fault($"{name} is not plain ASCII");
        if (!Alignment.IsZero(field[text.Length..]))
            return ProvisioningFaults.Field.Fault($"{name} has bytes behind its end");
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Why a text does not go into a field; null when it does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Length of the field in bytes.</param>
    /// <param name="name">The field's name, for the fault.</param>
    public static Fault? Check(string text, int length, string name)
    {
        if (text.AsSpan().ContainsAnyExceptInRange((char)FirstPrintable, (char)LastPrintable))
            return ProvisioningFaults.Text.Fault($"{name} is not plain ASCII");
        return text.Length > length ? ProvisioningFaults.Text.Fault($"{name} has {text.Length} characters; the device keeps {length}") : null;
    }

    /// <summary>Writes a field, filled with zeros.</summary>
    /// <param name="text">A text that <see cref="Check"/> found good.</param>
    /// <param name="field">The field.</param>
    internal static void Write(string text, Span<byte> field)
    {
        field.Clear();
        Encoding.ASCII.GetBytes(text, field);
    }
}
