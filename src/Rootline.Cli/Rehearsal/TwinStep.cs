namespace Rootline.Cli.Rehearsal;

/// <summary>A step of the trip with the virtual twin.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="Ok">Whether it ended well.</param>
/// <param name="Text">What came of it.</param>
internal sealed record TwinStep(string Name, bool Ok, string Text);
