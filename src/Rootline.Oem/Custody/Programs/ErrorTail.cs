using System.Text;

namespace Rootline.Oem.Custody.Programs;

/// <summary>The end of what a program wrote to its standard error, for a message: without what could upset a terminal.</summary>
/// <param name="room">How many bytes are kept.</param>
internal sealed class ErrorTail(int room)
{
    private const int Shown = 400;

    private readonly Lock _gate = new();
    private byte[] _tail = [];

    /// <summary>What is said of it in a message: nothing, or a colon and the text.</summary>
    public string Said
    {
        get
        {
            lock (_gate)
            {
                var text = new StringBuilder();
                foreach (char c in Encoding.UTF8.GetString(_tail).Trim())
                    text.Append(char.IsControl(c) ? ' ' : c);
                string line = string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
                return line.Length == 0 ? "" : $"; it said: {(line.Length > Shown ? "..." + line[^Shown..] : line).TrimEnd('.')}";
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public void Read(Stream stream)
    {
        var buffer = new byte[room];
        int n;
        while ((n = stream.Read(buffer)) > 0)
        {
            lock (_gate)
            {
                byte[] all = [.. _tail, .. buffer.AsSpan(0, n)];
                _tail = all.Length > room ? all[^room..] : all;
            }
        }
    }
}
