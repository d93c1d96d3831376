namespace Rootline.Faults.Skips;

/// <summary>Wrong words at the gate with one lock.</summary>
internal sealed class WeakGateSubject : ISkipSubject
{
    private static readonly byte[][] Words = [[0, 1, 2, 4], [0, 1, 2]];

    public IReadOnlyList<string> Cases { get; } = ["a wrong word", "a short word"];

    public bool Works() => WeakGate.Opens([0, 1, 2, 3]);

    public string? Run(int index) => WeakGate.Opens(Words[index]) ? "open" : null;
}

/// <summary>Wrong words at the gate with two locks.</summary>
internal sealed class StrongGateSubject : ISkipSubject
{
    private static readonly byte[][] Words = [[0, 1, 2, 4], [0, 1, 2]];

    public IReadOnlyList<string> Cases { get; } = ["a wrong word", "a short word"];

    public bool Works() => StrongGate.Opens([0, 1, 2, 3]);

    public string? Run(int index) => StrongGate.Opens(Words[index]) ? "open" : null;
}
