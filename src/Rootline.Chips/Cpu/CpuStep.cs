namespace Rootline.Chips.Cpu;

/// <summary>What a function of a firmware wants next.</summary>
public abstract record CpuStep
{
    /// <summary>The most arguments that a call passes on the stack.</summary>
    internal const int MaxStackArguments = 16;

    private const int MaxArguments = 4 + MaxStackArguments;

    private CpuStep()
    {
    }

    /// <summary>Calls a function.</summary>
    /// <param name="function">Which.</param>
    /// <param name="arguments">Its arguments, at most 20; the first four go into registers, the rest to the stack.</param>
    public static CpuStep Call(CpuFunction function, params uint[] arguments)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arguments.Length, MaxArguments);
        return new Calling(function, arguments);
    }

    /// <summary>Hands over to another image: nothing of this one remains.</summary>
    /// <param name="function">Its first function.</param>
    /// <param name="stack">Its stack pointer.</param>
    public static CpuStep Start(CpuFunction function, uint stack) => new Starting(function, stack);

    /// <summary>Has nothing to do, for ever or until the core is woken.</summary>
    public static CpuStep Wait { get; } = new Waiting(null);

    /// <summary>Polls: has nothing to do until something holds, for example what a debugger writes into memory.</summary>
    /// <param name="isDue">Whether it holds; asked often.</param>
    public static CpuStep Poll(Func<bool> isDue) => new Waiting(isDue);

    /// <summary>Resets the chip.</summary>
    public static CpuStep Reset { get; } = new Resetting();

    internal sealed record Calling(CpuFunction Function, uint[] Arguments) : CpuStep;

    internal sealed record Starting(CpuFunction Function, uint Stack) : CpuStep;

    internal sealed record Waiting(Func<bool>? IsDue) : CpuStep;

    internal sealed record Resetting : CpuStep;
}
