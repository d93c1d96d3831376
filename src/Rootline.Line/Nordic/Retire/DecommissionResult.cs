namespace Rootline.Line.Nordic.Retire;

/// <summary>A part that is out of use.</summary>
/// <param name="Token">Its token that says so.</param>
/// <param name="WasBefore">Whether it was out of use already.</param>
public sealed record DecommissionResult(ReadOnlyMemory<byte> Token, bool WasBefore);
