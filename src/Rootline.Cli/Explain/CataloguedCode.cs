using Rootline.Core.Faults;

namespace Rootline.Cli.Explain;

/// <summary>A fault code and where it is declared.</summary>
/// <param name="Code">The code.</param>
/// <param name="Room">The room, for example <c>Core</c>.</param>
/// <param name="Member">The field, for example <c>WireFaults.Gone</c>.</param>
internal sealed record CataloguedCode(FaultCode Code, string Room, string Member);
