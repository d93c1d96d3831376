using System.Diagnostics.CodeAnalysis;

namespace Rootline.Core.Faults;

/// <summary>What a parser returns: a value, or the fault that says why there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Parsed<T>
    where T : notnull
{
    private readonly T? _value;

    private Parsed(T? value, Fault? fault) => (_value, Fault, Ok) = (value, fault, fault is null && value is not null);

    /// <summary>The fault, or null when there is a value.</summary>
    public Fault? Fault { get; }

    /// <summary>True when there is a value.</summary>
    public bool Ok { get; }

    /// <summary>A parse that succeeded.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Parsed<T>(T value) => new(value, null);

    /// <summary>A parse that failed.</summary>
    /// <param name="fault">Why.</param>
    public static implicit operator Parsed<T>(Fault fault) => new(default, fault);

    /// <summary>The value, or the fault as an exception.</summary>
    public T OrThrow() => Ok ? _value! : throw Reason.ToException();

    /// <summary>The value, or the fault as an exception with the place named in front.</summary>
    /// <param name="place">A file name, row or item.</param>
    public T OrThrow(string place) => Ok ? _value! : throw Reason.In(place).ToException();

    /// <summary>Splits the result into value and fault.</summary>
    /// <param name="value">The value when the result is true.</param>
    /// <param name="fault">The fault when the result is false.</param>
    public bool Try([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? fault)
    {
        value = Ok ? _value : default;
        fault = Ok ? null : Reason;
        return fault is null;
    }

    private Fault Reason => Fault ?? CoreFaults.Defect.Fault("a parser returned neither a value nor a fault");
}
