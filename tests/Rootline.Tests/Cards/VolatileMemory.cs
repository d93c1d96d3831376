using Rootline.Cards.Tp;

namespace Rootline.Tests.Cards;

/// <summary>A card's memory without a file, which counts commits and can fail.</summary>
public sealed class VolatileMemory(CardState state) : ICardMemory
{
    public CardState State { get; } = state;

    public int Capacity { get; init; } = 32_000;

    public int Commits { get; private set; }

    public bool Fails { get; set; }

    public void Commit()
    {
        if (Fails)
            throw Rootline.Core.Disks.DiskFaults.Full.Exception("no space left");
        Commits++;
    }
}
