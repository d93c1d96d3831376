namespace Rootline.Oem.Nxp;

/// <summary>Progress of loading a card.</summary>
/// <param name="Text">What is done now.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record PersonalisationStep(string Text, int Number, int Total);
