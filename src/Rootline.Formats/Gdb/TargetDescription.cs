using System.Text;

namespace Rootline.Formats.Gdb;

/// <summary>The description of a target in XML (<c>qXfer:features:read</c>): which registers it has, with which numbers.</summary>
public static class TargetDescription
{
    /// <summary>The feature that a Cortex-M has.</summary>
    public const string CortexM = "org.gnu.gdb.arm.m-profile";

    /// <summary>The name under which a description is asked for.</summary>
    public const string FileName = "target.xml";

    /// <summary>Longest description that is read, in bytes.</summary>
    public const int MaxLength = 256 << 10;

    /// <summary>The registers in the order of the packet <c>g</c>, 4 bytes each.</summary>
    public static IReadOnlyList<CoreRegister> Order { get; } = Enum.GetValues<CoreRegister>();

    /// <summary>The description of a Cortex-M with its 17 registers.</summary>
    public static string Text { get; } = Make();

    /// <summary>Whether a description is of a Cortex-M.</summary>
    /// <param name="xml">A description.</param>
    public static bool IsCortexM(ReadOnlySpan<byte> xml) => xml.IndexOf(Encoding.ASCII.GetBytes(CortexM)) >= 0;

    /// <summary>The files that a description includes (<c>xi:include</c>).</summary>
    /// <param name="xml">A description.</param>
    public static IReadOnlyList<string> Includes(ReadOnlySpan<byte> xml)
    {
        var names = new List<string>();
        string text = Encoding.ASCII.GetString(xml);
        for (int at = text.IndexOf(Include, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Include, at, StringComparison.Ordinal))
        {
            at += Include.Length;
            int end = text.IndexOf('"', at);
            if (end > at && end - at <= MaxName)
                names.Add(text[at..end]);
        }

        return names;
    }

    private const string Include = "<xi:include href=\"";
    private const int MaxName = 64;

    private static string Make()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n  <architecture>arm</architecture>\n");
        text.Append($"  <feature name=\"{CortexM}\">\n");
        foreach (var register in Order)
        {
            string type = register switch { CoreRegister.Sp => " type=\"data_ptr\"", CoreRegister.Pc => " type=\"code_ptr\"", _ => "" };
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    <reg name=\"{register.ToString().ToLowerInvariant()}\" bitsize=\"32\" regnum=\"{(int)register}\"{type}/>\n");
        }

        return text.Append("  </feature>\n</target>\n").ToString();
    }
}
