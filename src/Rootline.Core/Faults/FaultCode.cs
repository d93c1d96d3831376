namespace Rootline.Core.Faults;

/// <summary>
/// One kind of error, declared as a <c>public static readonly</c> field beside the code that raises it. All declarations
/// are gathered into docs/errors.md; the <see cref="Id"/> is a promise and never changes its meaning.
/// </summary>
/// <param name="Id">Stable name in lower case with hyphens, for example <c>container-tag</c>.</param>
/// <param name="Party">Who is at fault.</param>
/// <param name="Meaning">What the code means, one sentence without a full stop.</param>
/// <param name="Next">The next safe step, one sentence without a full stop.</param>
public sealed record FaultCode(string Id, Party Party, string Meaning, string Next)
{
    /// <summary>True when the code says that evidence under judgement is rejected (exit code 3).</summary>
    public bool RejectsEvidence { get; init; }

    /// <summary>True when the code stands for an interruption by the operator (exit code 130).</summary>
    public bool IsInterruption { get; init; }

    /// <summary>The exit code of a command that ends with this fault.</summary>
    public ExitCode Exit => this switch
    {
        { IsInterruption: true } => ExitCode.Interrupted,
        { RejectsEvidence: true } => ExitCode.Evidence,
        _ => Party switch
        {
            Party.Operator or Party.File => ExitCode.Operator,
            Party.Station => ExitCode.Station,
            Party.Card => ExitCode.Card,
            Party.Device => ExitCode.Device,
            Party.Peer => ExitCode.Peer,
            _ => ExitCode.Internal,
        },
    };

    /// <summary>Makes a fault of this kind.</summary>
    /// <param name="what">What happened, to what, where: lower case, no full stop, never a secret.</param>
    /// <param name="next">A next step that fits this occurrence better than the general one.</param>
    /// <param name="vendorCode">The vendor's own number, for example the status word <c>5501</c>.</param>
    public Fault Fault(string what, string? next = null, string? vendorCode = null) =>
        new(this, what, next ?? Next, vendorCode);

    /// <summary>Makes the exception that a step throws for a fault of this kind.</summary>
    /// <param name="what">What happened, to what, where.</param>
    /// <param name="next">A next step that fits this occurrence better than the general one.</param>
    /// <param name="vendorCode">The vendor's own number.</param>
    /// <param name="cause">The lower-level exception, if there was one.</param>
    public FaultException Exception(string what, string? next = null, string? vendorCode = null, Exception? cause = null) =>
        new(Fault(what, next, vendorCode), cause);
}
