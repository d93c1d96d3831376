using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>Collects the data phase of a command and acts on it when all of it has come.</summary>
/// <param name="length">How many bytes were announced.</param>
/// <param name="finish">What to do with them; its result is the final status.</param>
internal sealed class DataSink(uint length, Func<byte[], uint> finish)
{
    private readonly byte[] _data = new byte[length];
    private int _taken;

    public void Take(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_data.AsSpan(_taken));
        _taken += data.Length;
    }

    public uint End() => _taken == _data.Length ? finish(_data) : MbootStatus.AbortDataPhase;
}
