namespace Rootline.Core.Time;

/// <summary>
/// Lets exactly one party of a simulation run. A party hands over when it waits; the next one is the lowest seat after it
/// whose condition holds; when none can go on, time moves to the earliest deadline. So a run with several threads is a
/// function of its seed.
/// </summary>
/// <remarks>
/// Invariants, under <c>_gate</c>: <c>_running</c> is the seat that runs, or null while none may; a seat's condition is
/// evaluated only while no party runs, so it may read what the parties share without a lock of its own.
/// </remarks>
public sealed class Turnstile
{
    private readonly Lock _gate = new();
    private readonly VirtualClock _clock;
    private readonly List<Seat> _seats = [];
    private Seat? _running;
    private bool _open;

    /// <summary>Takes charge of a clock.</summary>
    /// <param name="clock">The clock that all parties share.</param>
    public Turnstile(VirtualClock clock)
    {
        _clock = clock;
        clock.Turnstile = this;
    }

    /// <summary>Adds a party; it starts to run when <see cref="Run"/> is called.</summary>
    /// <param name="name">Names the party's thread.</param>
    /// <param name="work">What the party does.</param>
    public void Join(string name, Action work)
    {
        var seat = new Seat(name, _seats.Count);
        seat.Thread = new Thread(() => Live(seat, work)) { Name = name, IsBackground = true };
        _seats.Add(seat);
    }

    /// <summary>Runs all parties to their end and rethrows the first failure.</summary>
    public void Run()
    {
        foreach (var seat in _seats)
            seat.Thread!.Start();
        lock (_gate)
        {
            _open = true;
            HandOver(_seats.Count - 1);
        }

        foreach (var seat in _seats)
            seat.Thread!.Join();
        if (_seats.Select(s => s.Failure).FirstOrDefault(f => f is not null) is { } failure)
            throw new AggregateException(failure);
    }

    /// <summary>Hands over until a condition holds or a deadline passes.</summary>
    /// <param name="condition">What is waited for; read-only.</param>
    /// <param name="deadline">When to stop waiting, on the shared clock.</param>
    /// <returns>True when the condition holds.</returns>
    public bool WaitUntil(Func<bool> condition, Deadline deadline)
    {
        if (_seats.Find(s => s.Thread == Thread.CurrentThread) is not { } seat)
            throw new InvalidOperationException("only a party of the turnstile may wait on it");
        lock (_gate)
        {
            (seat.Condition, seat.Deadline) = (condition, deadline);
            _running = null;
            HandOver(seat.Number);
        }

        seat.Go.Wait();
        seat.Go.Reset();
        deadline.Cancellation.ThrowIfCancellationRequested();
        return condition();
    }

    private void Live(Seat seat, Action work)
    {
        seat.Go.Wait();
        seat.Go.Reset();
        try
        {
            work();
        }
#pragma warning disable CA1031 // The failure of a party is rethrown by Run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            seat.Failure = failure;
        }

        lock (_gate)
        {
            seat.Gone = true;
            _running = null;
            HandOver(seat.Number);
        }
    }

    private void HandOver(int from)
    {
        if (!_open || _seats.TrueForAll(s => s.Gone))
            return;
        while (true)
        {
            var order = Enumerable.Range(1, _seats.Count).Select(i => _seats[(from + i) % _seats.Count]).Where(s => !s.Gone).ToList();
            if (order.Find(s => s.MayGo) is { } next)
            {
                _running = next;
                next.Condition = null;
                next.Go.Set();
                return;
            }

            _clock.Advance(order.Min(s => s.Deadline.Remaining));
        }
    }

    private sealed class Seat(string name, int number)
    {
        public string Name { get; } = name;

        public int Number { get; } = number;

        public Thread? Thread { get; set; }

        public ManualResetEventSlim Go { get; } = new();

        public Func<bool>? Condition { get; set; }

        public Deadline Deadline { get; set; }

        public bool Gone { get; set; }

        public Exception? Failure { get; set; }

        public bool MayGo => Condition is null || Deadline.Passed || Deadline.Cancellation.IsCancellationRequested || Holds(Condition);

        // A condition that throws lets its party go on, which evaluates it again and so fails on its own thread.
        private static bool Holds(Func<bool> condition)
        {
            try
            {
                return condition();
            }
#pragma warning disable CA1031 // Whatever it throws belongs to the party that waits, not to the one that hands over.
            catch (Exception)
#pragma warning restore CA1031
            {
                return true;
            }
        }
    }
}
