using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Rootline.Links.Pkcs11;

/// <summary>
/// The one thread that talks to a module for one session. A module that never answers holds up this thread and nobody else:
/// whoever asked is told after a time, and the worker takes nothing more.
/// </summary>
internal sealed class TokenWorker : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly TimeSpan _patience;
    private bool _lost;

    /// <summary>Starts the thread.</summary>
    /// <param name="patience">How long a call may take.</param>
    public TokenWorker(TimeSpan patience)
    {
        _patience = patience;
        new Thread(Serve) { IsBackground = true, Name = "token" }.Start();
    }

    /// <summary>Runs a call on the thread and waits for it.</summary>
    /// <exception cref="Core.Faults.FaultException"><see cref="TokenFaults.Silent"/>, or what the call threw.</exception>
    public T Ask<T>(Func<T> call)
    {
        if (_lost)
            throw TokenFaults.Silent.Exception("the module did not answer an earlier call");
        T? answer = default;
        ExceptionDispatchInfo? failure = null;
        var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                answer = call();
            }
#pragma warning disable CA1031 // It is thrown again on the thread that asked.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            done.Set();
        });
        if (!done.Wait(_patience))
        {
            _lost = true;
            throw TokenFaults.Silent.Exception($"the module did not answer within {_patience.TotalSeconds:0} s");
        }

        failure?.Throw();
        return answer!;
    }

    /// <summary>Ends the thread after the calls that wait.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Serve()
    {
        foreach (var call in _work.GetConsumingEnumerable())
            call();
    }
}
