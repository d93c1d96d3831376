namespace Rootline.Fuzz;

/// <summary>One parser, or several that read the same bytes, as a target of the fuzzer.</summary>
/// <param name="Name">What the target is called on the command line, lower case with hyphens.</param>
/// <param name="Parse">
/// Feeds an input to the parser. True when it was accepted, false when it was refused with a fault. Any exception but
/// <see cref="Core.Faults.FaultException"/> is a finding.
/// </param>
/// <param name="Seeds">Valid samples, made anew in each run.</param>
/// <param name="MaxLength">Longest input that the fuzzer makes, in bytes.</param>
public sealed record FuzzTarget(string Name, Func<byte[], bool> Parse, Func<IEnumerable<byte[]>> Seeds, int MaxLength = 1024)
{
    /// <summary>Feeds an input to the parser.</summary>
    /// <param name="input">The input.</param>
    /// <returns>True when it was accepted, false when it was refused as documented.</returns>
    public bool Accepts(byte[] input)
    {
        try
        {
            return Parse(input);
        }
        catch (Core.Faults.FaultException)
        {
            return false;
        }
    }
}
