namespace Rootline.Formats.Records;

/// <summary>One step of a device's run and its time.</summary>
/// <param name="Name">The step, at most 64 characters.</param>
/// <param name="Milliseconds">How long it took, not negative.</param>
public sealed record RunStep(string Name, long Milliseconds);
