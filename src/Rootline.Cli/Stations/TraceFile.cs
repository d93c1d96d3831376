using System.Text;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Faults;
using Rootline.Links.Decorators;

namespace Rootline.Cli.Stations;

/// <summary>
/// A file that takes a line a frame, after what is in it already. A disk that fails stops the trace and nothing else.
/// </summary>
internal sealed class TraceFile : IDisposable
{
    private readonly CommandContext _context;
    private readonly IDurableFile _file;
    private long _end;
    private bool _failed;

    private TraceFile(CommandContext context, IDurableFile file) => (_context, _file, _end) = (context, file, file.Length);

    /// <summary>Opens a file, or makes it, readable by its owner only.</summary>
    /// <param name="context">Disk, clock, and where a failure is told.</param>
    /// <param name="path">As the operator wrote it; null for no trace.</param>
    public static TraceFile? Open(CommandContext context, string? path) =>
        path is null ? null : new(context, context.Disk.Open(context.FullPath(path), create: true));

    /// <summary>A trace of one wire.</summary>
    /// <param name="name">The wire's name, told in a line of its own.</param>
    public FrameTrace Of(string name)
    {
        Write($"# {name}");
        return new(Write, _context.Clock);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        if (_failed)
            return;
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            _file.Write(_end, bytes);
            _end += bytes.Length;
        }
        catch (FaultException e)
        {
            _failed = true;
            _context.Warn($"the trace ends here: {e.Fault.What}");
        }
    }
}
