using Rootline.Formats.Files;
using Rootline.Links;
using Rootline.Links.Tcp;

namespace Rootline.TestSupport.Tfm;

/// <summary>A <see cref="TfmBench"/> behind a TCP port, as a debug server on this machine, on a thread of its own.</summary>
public sealed class TfmBenchOnPort : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpPort _port;
    private readonly Thread _pump;

    /// <summary>Powers a new device.</summary>
    public TfmBenchOnPort()
    {
        _port = TcpPort.Listen(new("127.0.0.1", 0), Bench.Device.Unplug);
        _pump = new Thread(() => DevicePump.Run(Bench.Device, _port, TimeProvider.System, _end.Token));
        _pump.Start();
    }

    /// <summary>The device.</summary>
    public TfmBench Bench { get; } = TfmBench.New(new() { Clock = TimeProvider.System });

    /// <summary>The port's number.</summary>
    public int Port => _port.Address.Port;

    /// <summary>Puts the station's key and the ELF files of the firmware into a folder: station.pem, bl2.axf, tfm_s.axf, tfm_ns.axf.</summary>
    /// <param name="folder">The folder.</param>
    public void WriteFiles(TempFolder folder)
    {
        using var station = BundleSample.Station();
        using var pem = KeyFile.WritePrivate(station);
        File.WriteAllBytes(folder.PathOf("station.pem"), pem.Span.ToArray());
        foreach (var (name, file) in ((string[])["bl2.axf", "tfm_s.axf", "tfm_ns.axf"]).Zip(Bench.ElfFiles))
            File.WriteAllBytes(folder.PathOf(name), file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _pump.Join();
        _port.Dispose();
        _end.Dispose();
    }
}
