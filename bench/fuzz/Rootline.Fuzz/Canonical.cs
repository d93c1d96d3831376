namespace Rootline.Fuzz;

/// <summary>Holds that what was read is written as the same bytes: a document has one form.</summary>
internal static class Canonical
{
    /// <summary>Compares an input that was accepted with what is written of it.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="written">What is written of the result.</param>
    /// <exception cref="InvalidOperationException">They differ, which is a finding.</exception>
    public static bool Demand(ReadOnlySpan<byte> input, ReadOnlySpan<byte> written) => input.SequenceEqual(written)
        ? true
        : throw new InvalidOperationException($"read {Convert.ToHexString(input)}, written as {Convert.ToHexString(written)}");
}
