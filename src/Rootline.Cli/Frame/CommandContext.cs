using System.Text.Json;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Frame;

/// <summary>Everything that a command takes from outside, so that it runs the same in a terminal and in a test.</summary>
internal sealed class CommandContext
{
    private Progress? _progress;

    /// <summary>Standard output: data and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, errors, what a person should know.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether <c>--json</c> was given; the frame sets it from the command line.</summary>
    public bool Json { get; set; }

    /// <summary>How the program speaks.</summary>
    public Dialect Dialect { get; init; }

    /// <summary>The program's name in messages and help.</summary>
    public string Program { get; init; } = "rootline";

    /// <summary>Standard output for data that is no text.</summary>
    public Stream RawOutput { get; init; } = Stream.Null;

    /// <summary>Whether standard error is a terminal, so that a line may be written over.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a person sits at standard input, so that a question may be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Standard input: answers to questions.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Asks for a password at the terminal, which does not show it: prompt in, UTF-8 out; null at the end of input.</summary>
    public Func<string, Secret?> ReadPassword { get; init; } = _ => null;

    /// <summary>The value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Random bytes.</summary>
    public required EntropySource Entropy { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The disk.</summary>
    public required IDisk Disk { get; init; }

    /// <summary>Where relative paths of the command line start.</summary>
    public required string Folder { get; init; }

    /// <summary>Where traces of defects go.</summary>
    public required string TraceFolder { get; init; }

    /// <summary>Cancelled by SIGINT and SIGTERM.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What is going on, for whoever watches.</summary>
    public Progress Progress => _progress ??= new(this);

    /// <summary>A path of the command line as an absolute one.</summary>
    /// <param name="path">As the operator wrote it.</param>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Prints one JSON document, on one line, on standard output.</summary>
    /// <param name="write">Writes the document.</param>
    public void PrintJson(Action<Utf8JsonWriter> write) => Output.WriteLine(JsonText.Of(write));

    /// <summary>Tells on standard error what should be known although the command goes on: a line, or <c>{"warning":TEXT}</c>.</summary>
    /// <param name="text">What: lower case, no full stop.</param>
    public void Warn(string text)
    {
        Progress.Clear();
        Error.WriteLine(Json ? JsonText.Of(json => WriteWarning(json, text)) : $"rootline: warning: {text}");
        Error.Flush();
    }

    /// <summary>Asks a yes-or-no question; without a person at the keyboard that is a fault that names the option.</summary>
    /// <param name="question">What is asked: lower case, with a question mark.</param>
    /// <param name="option">The option that answers yes, for example <c>--yes</c>.</param>
    public bool Confirm(string question, string option)
    {
        if (!IsInteractive || Json)
            throw FrameFaults.NoTerminal.Exception($"nobody is here to answer: {question}", $"give {option} if the answer is yes");
        Progress.Clear();
        Error.Write($"{question} [y/N] ");
        Error.Flush();
        return Input.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static void WriteWarning(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("warning", text);
        json.WriteEndObject();
    }
}
