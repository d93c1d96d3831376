namespace Rootline.Core.Power;

/// <summary>
/// The power of a domain is gone. Whoever runs the domain ends here; a party on the other side of a wire only sees silence.
/// </summary>
/// <param name="domain">The domain's name.</param>
public sealed class PowerLostException(string domain) : Exception($"the power of {domain} is gone")
{
    /// <summary>The domain's name.</summary>
    public string Domain { get; } = domain;
}
