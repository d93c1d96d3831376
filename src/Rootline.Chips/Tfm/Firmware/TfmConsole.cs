using System.Text;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The UART of a TF-M device: what the three images print, byte for byte. Source: tfm-provisioning section 5.2.</summary>
public sealed class TfmConsole
{
    /// <summary>The most bytes that are kept for whoever reads; older ones are lost, as on a line with nobody at its end.</summary>
    public const int MaxKept = 1 << 20;

    private readonly Queue<byte> _bytes = new();

    /// <summary>Bytes that nobody took yet.</summary>
    public int Waiting => _bytes.Count;

    /// <summary>Takes what was printed.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <returns>How many bytes.</returns>
    public int Take(Span<byte> destination)
    {
        int count = 0;
        while (count < destination.Length && _bytes.TryDequeue(out byte b))
            destination[count++] = b;
        return count;
    }

    /// <summary>Takes all that was printed, as text.</summary>
    public string TakeText()
    {
        var bytes = new byte[_bytes.Count];
        Take(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Prints a line.</summary>
    /// <param name="text">Its text, ASCII; CR LF follows.</param>
    public void Line(string text) => Put(text + "\r\n");

    /// <summary>Prints.</summary>
    /// <param name="text">ASCII.</param>
    public void Put(string text)
    {
        foreach (byte b in Encoding.ASCII.GetBytes(text))
            _bytes.Enqueue(b);
        while (_bytes.Count > MaxKept)
            _bytes.Dequeue();
    }
}
