namespace Rootline.Faults.Skips;

/// <summary>
/// What is swept: cases that must all be refused. It is made inside the rewritten assemblies by its default constructor.
/// </summary>
internal interface ISkipSubject
{
    /// <summary>The name of each case.</summary>
    IReadOnlyList<string> Cases { get; }

    /// <summary>Whether what must be allowed is allowed: the cases would prove nothing without that.</summary>
    bool Works();

    /// <summary>Runs a case.</summary>
    /// <param name="index">Its place in <see cref="Cases"/>.</param>
    /// <returns>Null when it was refused, or what was allowed; an exception counts as refused.</returns>
    string? Run(int index);
}
