namespace Rootline.Proof.Reconciliation;

/// <summary>A chip that was asked who and what it is.</summary>
/// <param name="Socket">Where.</param>
/// <param name="Chip">Its UUID, 32 lower-case hexadecimal digits.</param>
/// <param name="Condition">What it is.</param>
public sealed record ChipSight(string Socket, string Chip, ChipCondition Condition);
