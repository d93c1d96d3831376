namespace Rootline.TestSupport;

/// <summary>A script that can be run at once.</summary>
public static class ScriptFile
{
    /// <summary>
    /// Writes a script. Its last writer is a program of its own: whatever is started in this moment by other tests holds a copy of each
    /// descriptor of this process, and a file that somebody may write is not run ("text file busy").
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="text">The script with its first line.</param>
    public static void Write(string path, string text)
    {
        string draft = path + ".draft";
        File.WriteAllText(draft, text);
        var run = ProgramRun.Finish(ProgramRun.Start("install", "/", null, "-m", "755", draft, path));
        if (run.Exit != 0)
            throw new InvalidOperationException(run.Error);
        File.Delete(draft);
    }
}
