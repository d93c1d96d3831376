using Rootline.Formats.Records;
using Rootline.Line.Sockets;

namespace Rootline.Line.Steps;

/// <summary>Times the steps of a device and stops between them when it takes too long or is called off.</summary>
/// <param name="socket">Where.</param>
/// <param name="terms">Timeout, observer, cancellation.</param>
/// <param name="clock">The station's clock.</param>
public sealed class StepClock(string socket, StepTerms terms, TimeProvider clock)
{
    private readonly List<RunStep> _steps = [];
    private readonly long _begin = clock.GetTimestamp();

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<RunStep> Steps => _steps;

    /// <summary>Runs a step that may be called off before it begins.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="step">The step.</param>
    public void Run(string name, Action step) => Run(name, () =>
    {
        step();
        return 0;
    });

    /// <summary>Runs a step that may be called off before it begins.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="step">The step.</param>
    public T Run<T>(string name, Func<T> step)
    {
        terms.Cancellation.ThrowIfCancellationRequested();
        if (terms.Timeout > TimeSpan.Zero && clock.GetElapsedTime(_begin) > terms.Timeout)
            throw StepFaults.Timeout.Exception($"{socket}: {clock.GetElapsedTime(_begin).TotalSeconds:0.0} s passed before step {name}");
        return RunInOnePiece(name, step);
    }

    /// <summary>Runs a step that must follow the one before without a pause: nothing calls it off.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="step">The step.</param>
    public T RunInOnePiece<T>(string name, Func<T> step)
    {
        terms.Observer(new(socket, LineEventKind.StepBegins, name));
        long begin = clock.GetTimestamp();
        var result = step();
        var elapsed = clock.GetElapsedTime(begin);
        _steps.Add(new RunStep(name, (long)elapsed.TotalMilliseconds));
        terms.Observer(new(socket, LineEventKind.StepDone, name, elapsed));
        return result;
    }

    /// <summary>Tells the operator something.</summary>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="text">What.</param>
    public void Tell(LineEventKind kind, string text) => terms.Observer(new(socket, kind, text));
}
