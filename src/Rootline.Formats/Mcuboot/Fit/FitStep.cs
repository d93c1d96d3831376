namespace Rootline.Formats.Mcuboot.Fit;

/// <summary>A line of the computation.</summary>
/// <param name="What">What the number is: lower case, no full stop.</param>
/// <param name="Bytes">The number.</param>
public sealed record FitStep(string What, long Bytes);
