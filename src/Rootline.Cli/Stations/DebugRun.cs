using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Links;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Stations;

/// <summary>A virtual TF-M chip of a file, powered, with a debug server on a TCP port, until it is interrupted.</summary>
internal sealed class DebugRun : IDisposable
{
    private readonly CommandContext _context;
    private readonly ChipLock _lock;
    private readonly IByteStore _store;

    private DebugRun(CommandContext context, ChipLock held, IByteStore store, TfmChip chip) =>
        (_context, _lock, _store, Chip) = (context, held, store, chip);

    /// <summary>The chip.</summary>
    public TfmChip Chip { get; }

    /// <summary>Takes a chip file and gives it power.</summary>
    /// <param name="context">Disk, clock, entropy.</param>
    /// <param name="path">The file.</param>
    public static DebugRun Open(CommandContext context, string path)
    {
        if (!context.Disk.Exists(path))
            throw DiskFaults.Missing.Exception($"{path} does not exist");
        var held = ChipLock.Take(context.Disk, path);
        IByteStore? store = null;
        try
        {
            (var profile, store) = BoardFile.Open(context.Disk, path);
            if (profile.Name != BootProfiles.Tfm.Name)
                throw ChipFaults.NoFirmware.Exception($"{path} is a board {profile.Name}: it has no core that a debugger could halt");
            var chip = new TfmChip(store, new PowerDomain("chip"), context.Entropy);
            if (!chip.IsDebugOpen)
                throw ChipFaults.DebugClosed.Exception($"{path}: the debug port was closed for ever");
            return new(context, held, store, chip);
        }
        catch
        {
            store?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Listens and runs.</summary>
    /// <param name="address">Where the debugger connects.</param>
    /// <param name="isHalted">Whether the core stands until a debugger lets it run.</param>
    /// <param name="console">Where the chip's UART goes.</param>
    /// <param name="ready">Told where it listens.</param>
    public void Run(TcpAddress address, bool isHalted, Stream console, Action<TcpAddress> ready)
    {
        var server = new GdbDevice(Chip.Debug, _context.Clock);
        using var port = TcpPort.Listen(address, server.Unplug);
        if (!isHalted)
            server.Run();
        ready(port.Address);
        DevicePump.Run(new ConsoleTap(server, Chip.Console, console), port, _context.Clock, _context.Cancellation);
    }

    /// <summary>Closes the file and gives it back.</summary>
    public void Dispose()
    {
        _store.Dispose();
        _lock.Dispose();
    }
}
