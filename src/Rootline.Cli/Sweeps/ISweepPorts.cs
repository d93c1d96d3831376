namespace Rootline.Cli.Sweeps;

/// <summary>The lines of a case's chip, where the command of the sweep finds them.</summary>
internal interface ISweepPorts : IDisposable
{
    /// <summary>What the command finds in its environment.</summary>
    IReadOnlyList<(string Variable, string Value)> Variables { get; }

    /// <summary>Carries bytes until called off.</summary>
    /// <param name="cancellation">Ends it.</param>
    void Carry(CancellationToken cancellation);

    /// <summary>Forgets what the visit before left unread.</summary>
    void DiscardUnread();
}
