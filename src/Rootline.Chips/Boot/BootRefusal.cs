namespace Rootline.Chips.Boot;

/// <summary>Why an image or a whole boot was refused.</summary>
/// <param name="Rule">The rule's name, one of <see cref="BootRules"/>; a promise.</param>
/// <param name="What">What was found: lower case, no full stop, no secret.</param>
public sealed record BootRefusal(string Rule, string What);
