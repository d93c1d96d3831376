namespace Rootline.Core.Faults;

/// <summary>Carries a <see cref="Fault"/> from a step to whoever can tell the person concerned.</summary>
public sealed class FaultException(Fault fault, Exception? cause = null) : Exception(fault.ToString(), cause)
{
    /// <summary>The fault.</summary>
    public Fault Fault { get; } = fault;
}
