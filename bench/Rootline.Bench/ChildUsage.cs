using System.Globalization;

namespace Rootline.Bench;

/// <summary>
/// What one program used. The system keeps the memory of all children together, so the program is the only child of this bench,
/// started again for it.
/// </summary>
/// <param name="Seconds">Processor time, user and system.</param>
/// <param name="Megabytes">The most memory in megabytes of 1,000,000 bytes.</param>
internal sealed record ChildUsage(double Seconds, double Megabytes)
{
    /// <summary>The argument that makes the bench run one program and print what it used.</summary>
    public const string Argument = "usage";

    /// <summary>Runs a program and says what it used.</summary>
    public static ChildUsage Of(string program, params string[] arguments)
    {
        string text = Child.Text(Path.Combine(AppContext.BaseDirectory, "Rootline.Bench"), [Argument, program, .. arguments]);
        double[] values = [.. text.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        return new(values[0], values[1]);
    }

    /// <summary>What <see cref="Of"/> reads.</summary>
    public static string Print(string program, params string[] arguments)
    {
        double seconds = Child.ProcessorTime(program, arguments).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds} {Child.MostMemory / 1e6}");
    }
}
