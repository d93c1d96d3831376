namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>A rule that an image must keep to be booted. Number and name are a promise.</summary>
/// <param name="Number">Place in the order of the loader, from 1.</param>
/// <param name="Name">Stable name in lower case with hyphens.</param>
/// <param name="Clause">Where the loader has it: a function of its source, or "ours" where it does not ask.</param>
/// <param name="Meaning">What must hold: lower case, no full stop.</param>
/// <param name="Next">What to do with an image that breaks it: lower case, no full stop.</param>
public sealed record BootRule(int Number, string Name, string Clause, string Meaning, string Next);
