namespace Rootline.Line.Nxp.Chip;

/// <summary>A chip's name and state, asked before anything is done to it.</summary>
/// <param name="Uuid">32 lower-case hexadecimal digits.</param>
/// <param name="Finding">Its state.</param>
public sealed record ChipSurvey(string Uuid, ChipFinding Finding);
