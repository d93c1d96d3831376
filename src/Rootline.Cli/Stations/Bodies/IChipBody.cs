using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>
/// A virtual chip without power: what its file holds, and how it is given power. Looking into it is no operation, and no cut falls
/// on it.
/// </summary>
internal interface IChipBody : IDisposable
{
    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>The name that its maker gave it, lower-case hexadecimal; null for a chip that has none.</summary>
    string? Name { get; }

    /// <summary>What it is, for example <c>lpc55s69</c>, <c>tfm-an521</c>, <c>nrf9160</c>.</summary>
    string Family { get; }

    /// <summary>Whether its keys come from a seed.</summary>
    bool IsSeeded { get; }

    /// <summary>The names of its lines; the first one is what a host is told first.</summary>
    IReadOnlyList<string> Lines { get; }

    /// <summary>Whether its lines carry mboot's frames, which can be lost one by one.</summary>
    bool HasFrames { get; }

    /// <summary>How far it is on its way, in one word, as its file says.</summary>
    string Life { get; }

    /// <summary>Gives power.</summary>
    /// <param name="power">Its power.</param>
    /// <param name="entropy">Its random source.</param>
    /// <exception cref="PowerLostException">A cut fell while it started.</exception>
    ILiveChip PowerOn(PowerDomain power, EntropySource entropy);

    /// <summary>All that it holds, as its file keeps it behind the header.</summary>
    byte[] Content();

    /// <summary>Puts another content in; the chip has no power.</summary>
    /// <param name="content">As long as <see cref="Content"/>.</param>
    void Rewrite(ReadOnlySpan<byte> content);

    /// <summary>What two chips are compared by.</summary>
    ChipContentMark Mark();

    /// <summary>Reads memory as it is, also where no host may read.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="reveals">Whether ranges with keys are shown.</param>
    /// <exception cref="FaultException">It does not lie there, holds keys, or is unreadable.</exception>
    byte[] Read(uint address, int length, bool reveals);

    /// <summary>The keys that it holds with their names; null where it holds none. The caller wipes them.</summary>
    IReadOnlyList<(string Name, Secret Key)>? Keys();
}

/// <summary>What two chips are compared by.</summary>
/// <param name="Digest">SHA-256 of what counts, lower-case hexadecimal: copies that a recovery makes anew do not.</param>
/// <param name="Unreadable">How many words of its flash are unreadable.</param>
internal sealed record ChipContentMark(string Digest, int Unreadable);
