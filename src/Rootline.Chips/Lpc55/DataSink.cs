using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55;

/// <summary>Takes the data phase of a command.</summary>
internal interface IDataSink
{
    /// <summary>Takes the next piece.</summary>
    /// <param name="data">Its bytes; all pieces together are not longer than announced.</param>
    DataProgress Take(ReadOnlySpan<byte> data);

    /// <summary>All pieces have come.</summary>
    /// <returns>The final status.</returns>
    uint End();

    /// <summary>No more comes, and what came is to be forgotten.</summary>
    void Abandon();
}

/// <summary>Collects the data phase of a command and acts on it when all of it has come.</summary>
/// <param name="length">How many bytes were announced.</param>
/// <param name="finish">What to do with them; its result is the final status.</param>
internal sealed class DataSink(uint length, Func<byte[], uint> finish) : IDataSink
{
    private readonly byte[] _data = new byte[length];
    private int _taken;

    /// <inheritdoc/>
    public DataProgress Take(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_data.AsSpan(_taken));
        _taken += data.Length;
        return DataProgress.Continue;
    }

    /// <inheritdoc/>
    public uint End() => _taken == _data.Length ? finish(_data) : MbootStatus.AbortDataPhase;

    /// <inheritdoc/>
    public void Abandon()
    {
    }
}
