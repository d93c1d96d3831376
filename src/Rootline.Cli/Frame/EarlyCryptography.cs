using Rootline.Oem.Custody;

namespace Rootline.Cli.Frame;

/// <summary>
/// Makes the platform's cryptography ready on a thread of its own while the command line is still read: loading it takes longer than
/// hashing ten megabytes.
/// </summary>
internal sealed class EarlyCryptography : IDisposable
{
    private readonly Thread _thread = new(Load) { IsBackground = true };

    private EarlyCryptography() => _thread.Start();

    /// <summary>Begins, where the command line is one that signs or verifies an image; otherwise null.</summary>
    /// <param name="args">The command line.</param>
    public static EarlyCryptography? For(string[] args) =>
        args is ["image", "sign" or "create" or "verify", ..] or ["imgtool", "sign" or "create" or "verify", ..] or ["tfm-wrapper", ..] ? new() : null;

    /// <summary>Waits for the thread: nothing is loaded any more while the process ends.</summary>
    public void Dispose() => _thread.Join();

    private static void Load()
    {
        try
        {
            FirstSignature.Make();
        }
        catch (Exception)
        {
            // The command meets the same, and tells it.
        }
    }
}
