namespace Rootline.Cli.Frame;

/// <summary>
/// Reads what a program says, line by line, on a thread of its own: the last lines may still lie in the pipe of a program that has
/// ended.
/// </summary>
internal sealed class OutputReader
{
    // A program may leave a child behind that holds its outputs open for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Thread _thread;

    /// <summary>Begins to read.</summary>
    /// <param name="output">One output of the program; released at its end.</param>
    /// <param name="told">Told each line, on the reader's thread.</param>
    public OutputReader(StreamReader output, Action<string> told)
    {
        _thread = new(() => Read(output, told)) { IsBackground = true, Name = "program output" };
        _thread.Start();
    }

    /// <summary>Waits until the program has ended and everything is read, but not for ever for what it left behind.</summary>
    public void Finish() => _thread.Join(Patience);

    private static void Read(StreamReader output, Action<string> told)
    {
        using var pipe = output;
        try
        {
            while (pipe.ReadLine() is { } line)
                told(line);
        }
        catch (IOException)
        {
            // A full disk: a program is judged by what it did, not by what it said.
        }
    }
}
