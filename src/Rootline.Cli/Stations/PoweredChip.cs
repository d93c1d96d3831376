using Rootline.Chips.Lpc55;
using Rootline.Core.Power;
using Rootline.Core.Wires;

namespace Rootline.Cli.Stations;

/// <summary>A virtual chip of a file, with power until it is disposed.</summary>
internal sealed class PoweredChip : IDisposable
{
    private readonly HeldChip _held;
    private readonly VirtualChip _chip;

    private PoweredChip(HeldChip held, VirtualChip chip) => (_held, _chip) = (held, chip);

    /// <summary>The chip's end of its UART.</summary>
    public IByteDevice Device => _chip.Device;

    /// <summary>Powers a chip on.</summary>
    /// <param name="world">Disk, clock, entropy.</param>
    /// <param name="path">The chip file.</param>
    public static PoweredChip On(ChipWorld world, string path)
    {
        var held = HeldChip.Open(world.Disk, path);
        try
        {
            var environment = new ChipEnvironment(new PowerDomain("chip"), world.Entropy.Fork($"chip {held.Uuid}"));
            return new(held, new VirtualChip(held.CopyOfBirth(), held.Store, environment, world.Clock));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the power.</summary>
    public void Dispose()
    {
        _chip.Dispose();
        _held.Dispose();
    }
}
