namespace Rootline.Chips.Cpu;

/// <summary>A function that has begun.</summary>
internal sealed class CpuFrame(EntryPoint function, CpuCall call, uint returnsTo, uint stack) : IDisposable
{
    /// <summary>Bytes of stack that a function takes: room for the arguments that its calls pass there.</summary>
    public const uint StackLength = CpuStep.MaxStackArguments * sizeof(uint);

    // The first instruction and the return lie before and after the places of calls.
    private const uint FirstSite = 4;
    private const uint SiteLength = 4;

    private readonly IEnumerator<CpuStep> _body = function.Body(call).GetEnumerator();
    private uint _site;
    private uint _waitsAt;
    private uint _waitsWith;
    private Func<bool>? _isDue;

    public EntryPoint Function { get; } = function;

    public CpuCall Call { get; } = call;

    public uint ReturnsTo { get; } = returnsTo;

    public uint Stack { get; } = stack;

    /// <summary>Whether it waits for something to come, not for a call.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether what it polls for is there.</summary>
    public bool IsDue => _isDue?.Invoke() == true;

    /// <summary>Whether the core stands where this function goes on.</summary>
    public bool IsAt(CpuRegisters registers) => registers.Pc == _waitsAt && registers.Sp == _waitsWith;

    /// <summary>What it wants next; null when it ends.</summary>
    public CpuStep? Next()
    {
        IsWaiting = false;
        return _body.MoveNext() ? _body.Current : null;
    }

    /// <summary>The address that its next call returns to. Each call of one run has its own as far as the function is long enough.</summary>
    public uint NextSite(uint stack)
    {
        uint sites = Math.Max(1, (Function.Size - FirstSite) / SiteLength);
        _waitsAt = Function.Address + FirstSite + (_site % sites * SiteLength);
        _waitsWith = stack;
        _site++;
        return _waitsAt;
    }

    /// <summary>Puts the core to where this function waits.</summary>
    /// <param name="registers">The core's registers.</param>
    /// <param name="isDue">What it polls for, or null.</param>
    public void WaitAt(CpuRegisters registers, Func<bool>? isDue)
    {
        (IsWaiting, _isDue) = (true, isDue);
        registers.Sp = Stack - StackLength;
        registers.Pc = NextSite(registers.Sp);
    }

    public void Dispose() => _body.Dispose();
}
