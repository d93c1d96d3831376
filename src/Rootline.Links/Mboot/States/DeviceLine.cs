using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot.States;

/// <summary>What all states of a device share: the target and the bytes that wait to leave.</summary>
internal sealed class DeviceLine(IMbootTarget target)
{
    /// <summary>How often something is said again before the host is taken for gone.</summary>
    public const int Repetitions = 2;

    private readonly Queue<byte[]> _output = new();
    private int _offset;

    public IMbootTarget Target { get; } = target;

    public bool HasOutput => _output.Count > 0;

    public void Say(Frame frame) => _output.Enqueue(frame.ToBytes());

    public int Give(Span<byte> destination)
    {
        int count = 0;
        while (count < destination.Length && _output.TryPeek(out var bytes))
        {
            int length = Math.Min(bytes.Length - _offset, destination.Length - count);
            bytes.AsSpan(_offset, length).CopyTo(destination[count..]);
            count += length;
            _offset += length;
            if (_offset < bytes.Length)
                break;
            _output.Dequeue();
            _offset = 0;
        }

        return count;
    }
}
