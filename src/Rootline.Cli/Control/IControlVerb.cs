using System.Text.Json;

namespace Rootline.Cli.Control;

/// <summary>One thing that can be asked on a control socket.</summary>
internal interface IControlVerb
{
    /// <summary>Its word in the field <c>do</c>.</summary>
    string Name { get; }

    /// <summary>Its other fields.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Does it.</summary>
    /// <param name="request">The request; its fields are known, their values not yet checked.</param>
    /// <param name="bench">The chip and what is around it.</param>
    /// <param name="answer">Inside the answer's object.</param>
    /// <exception cref="Core.Faults.FaultException">It is refused; then nothing was done.</exception>
    void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer);
}
