namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>Something seen in an image.</summary>
/// <param name="Rule">The rule that it breaks; null for a remark.</param>
/// <param name="What">What, where: lower case, no full stop.</param>
public sealed record Finding(BootRule? Rule, string What);
