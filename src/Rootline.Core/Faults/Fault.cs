namespace Rootline.Core.Faults;

/// <summary>One occurrence of an error. Parsers return it, steps throw it inside <see cref="FaultException"/>.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="What">What happened, to what, where.</param>
/// <param name="Next">The next safe step.</param>
/// <param name="VendorCode">The vendor's own number (status word, mboot status), if one was involved.</param>
public sealed record Fault(FaultCode Code, string What, string Next, string? VendorCode = null)
{
    /// <summary>The same fault with its place named in front, for example the file it was found in.</summary>
    /// <param name="place">A file name, row or item.</param>
    public Fault In(string place) => this with { What = $"{place}: {What}" };

    /// <summary>The exception that carries this fault.</summary>
    public FaultException ToException() => new(this);

    /// <inheritdoc/>
    public override string ToString() => $"{Code.Id}: {What}";
}
