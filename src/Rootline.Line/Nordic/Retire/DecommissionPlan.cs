using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Line.Steps;

namespace Rootline.Line.Nordic.Retire;

/// <summary>Which part is put out of use, and how.</summary>
public sealed record DecommissionPlan
{
    /// <summary>What kind of part it is, and where its lifecycle words lie.</summary>
    public required NordicTarget Target { get; init; }

    /// <summary>The device id, 16 lower-case digits: the part whose record <see cref="Judge"/> knows.</summary>
    public required string Device { get; init; }

    /// <summary>The line that the application takes for the request; printable ASCII. Used where the debug port is closed.</summary>
    public required string Request { get; init; }

    /// <summary>Judges a token: it is this device's, and of which lifecycle it is; or why it is not.</summary>
    public required Func<ReadOnlyMemory<byte>, Parsed<SecurityLifecycle>> Judge { get; init; }

    /// <summary>How long to listen to the console.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Under what terms the steps run.</summary>
    public StepTerms Terms { get; init; } = new();
}
