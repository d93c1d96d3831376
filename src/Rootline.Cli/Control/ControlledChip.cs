using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Control;

/// <summary>
/// A chip on its lines, with or without a control socket, until it is called off. The caller's thread carries the bytes; the
/// socket has a thread of its own.
/// </summary>
internal sealed class ControlledChip : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly ControlServer? _server;

    /// <summary>Puts the parts together; the control socket answers once <see cref="Run"/> was called.</summary>
    /// <param name="context">Disk, clock, and who may call it off.</param>
    /// <param name="chip">The chip; stays the caller's.</param>
    /// <param name="control">The path of the control socket, or null for none.</param>
    public ControlledChip(CommandContext context, SwitchedChip chip, string? control)
    {
        Lines = [.. chip.Body.Lines.Select(name => new DisturbedDevice(chip.Line(name)))];
        _end = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (control is null)
            return;
        var controls = new ChipControls(chip, Lines, context.Disk, context.Folder, _end.Cancel);
        _server = ControlServer.Listen(control, new ControlDesk(controls, e => DefectTrace.Keep(context, e)));
    }

    /// <summary>The chip's end of each of its lines, in the order of their names.</summary>
    public IReadOnlyList<DisturbedDevice> Lines { get; }

    /// <summary>Answers requests while bytes are carried, until called off: by the operator, by <see cref="Stop"/> or by a request.</summary>
    /// <param name="carry">Carries the bytes of the lines until called off.</param>
    public void Run(Action<CancellationToken> carry)
    {
        var serving = _server is { } server ? new Thread(() => Serve(server)) { IsBackground = true, Name = "control" } : null;
        serving?.Start();
        try
        {
            carry(_end.Token);
        }
        finally
        {
            _end.Cancel();
            serving?.Join();
        }
    }

    /// <summary>Calls it off.</summary>
    public void Stop() => _end.Cancel();

    /// <summary>Removes the control socket.</summary>
    public void Dispose()
    {
        _server?.Dispose();
        _end.Dispose();
    }

    // A socket that fails ends the run: a test that waits for it must not wait for ever.
    private void Serve(ControlServer server)
    {
        try
        {
            server.Run(_end.Token);
        }
        catch (System.Net.Sockets.SocketException)
        {
            _end.Cancel();
        }
    }
}
