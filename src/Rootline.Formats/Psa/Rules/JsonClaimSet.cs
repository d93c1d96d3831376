namespace Rootline.Formats.Psa.Rules;

/// <summary>A claim set that was JSON.</summary>
/// <param name="Payload">The same as CBOR.</param>
/// <param name="RuleSet">The name of the rules that judge it.</param>
public sealed record JsonClaimSet(byte[] Payload, string RuleSet);
