using Rootline.Core.Wires;
using Rootline.Formats.Files;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Links;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport.Tfm;

namespace Rootline.Tests.Cli.Commands;

/// <summary>A chip with a CryptoCell-312 behind a TCP port; its power is taken and given whenever a file <c>cycle</c> appears, which then goes.</summary>
internal sealed class CryptoCellSocket : IByteDevice, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly CryptoCellBench _bench = CryptoCellBench.New();
    private readonly CancellationTokenSource _end = new();
    private readonly string _folder;
    private readonly string _file;
    private readonly TcpPort _port;
    private readonly Thread _pump;
    private GdbDevice _server;
    private DateTimeOffset _look;

    public CryptoCellSocket(string folder)
    {
        (_folder, _file) = (folder, Path.Combine(folder, "cycle"));
        _server = new(_bench.Chip.Debug, TimeProvider.System);
        _port = TcpPort.Listen(new("127.0.0.1", 0), () => _server.Unplug());
        _pump = new(() => DevicePump.Run(this, _port, TimeProvider.System, _end.Token));
        _pump.Start();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"127.0.0.1:{_port.Address.Port}";

    /// <summary>How often its power was taken and given.</summary>
    public int PowerOns { get; private set; }

    public DateTimeOffset? NextDeadline => _server.NextDeadline is { } due && due < _look ? due : _look;

    /// <summary>Writes bundle, station's key and ELF files into the folder.</summary>
    public void WriteFiles()
    {
        using var station = BundleSample.Station();
        using var pem = KeyFile.WritePrivate(station);
        File.WriteAllBytes(Path.Combine(_folder, "cc.pem"), pem.Span.ToArray());
        File.WriteAllBytes(Path.Combine(_folder, "cc.bundle"), BundleFileJson.Encode(CryptoCellBench.Bundle("cc")));
        foreach (var (name, elf) in CryptoCellBench.ElfFiles)
            File.WriteAllBytes(Path.Combine(_folder, $"cc.{name}.elf"), elf);
    }

    public void Receive(ReadOnlySpan<byte> bytes) => _server.Receive(bytes);

    public int Give(Span<byte> destination) => _server.Give(destination);

    public void Tick()
    {
        _server.Tick();
        if (TimeProvider.System.GetUtcNow() < _look)
            return;
        _look = TimeProvider.System.GetUtcNow() + Look;
        if (!File.Exists(_file))
            return;
        _bench.Cycle("");
        _server = new(_bench.Chip.Debug, TimeProvider.System);
        PowerOns++;
        File.Delete(_file);
    }

    public void Dispose()
    {
        _end.Cancel();
        _pump.Join();
        _port.Dispose();
        _end.Dispose();
    }
}
