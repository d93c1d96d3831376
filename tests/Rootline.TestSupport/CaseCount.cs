using Xunit.Abstractions;

namespace Rootline.TestSupport;

/// <summary>How many cases a sweep ran: in the test's own output, and in what <c>./test</c> prints at its end.</summary>
public static class CaseCount
{
    private static readonly Lock Gate = new();

    /// <summary>Says how many cases there were and what came of them.</summary>
    /// <param name="output">The test's output.</param>
    /// <param name="line">One line.</param>
    public static void Tell(this ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ROOTLINE_TEST_CASES") is not { Length: > 0 } file)
            return;
        lock (Gate)
            File.AppendAllText(file, line + "\n");
    }
}
