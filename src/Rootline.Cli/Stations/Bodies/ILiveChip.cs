using Rootline.Core.Wires;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>A virtual chip with power. A call out of which <see cref="Core.Power.PowerLostException"/> comes ends it.</summary>
internal interface ILiveChip : IDisposable
{
    /// <summary>Whether its firmware is up: the provisioning firmware, the non-secure image, the application.</summary>
    bool RunsFirmware { get; }

    /// <summary>Its state where that stands in RAM alone, in the words of <see cref="IChipBody.Life"/>; null where its file says it.</summary>
    string? Life { get; }

    /// <summary>The chip's end of a line.</summary>
    /// <param name="name">One of <see cref="IChipBody.Lines"/>.</param>
    IByteDevice Line(string name);

    /// <summary>Pulls the reset line; RAM stays.</summary>
    void Reset();

    /// <summary>Does what is still to be done by itself, until it waits; not for ever.</summary>
    void Settle();

    /// <summary>The cable of a line was pulled.</summary>
    /// <param name="line">Its name.</param>
    void Unplug(string line);
}
