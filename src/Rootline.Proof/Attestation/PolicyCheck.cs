using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Proof.Attestation;

/// <summary>Holds a token's claims against a policy. Source: psa-attestation section 6, step 8, and section 9.</summary>
internal static class PolicyCheck
{
    /// <summary>Every rule of the policy that is broken.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="claims">The claims that are in order.</param>
    /// <param name="algorithm">The token's algorithm; null of a claim set alone.</param>
    public static IEnumerable<Fault> FaultsOf(TokenPolicy policy, TokenClaims claims, CoseAlgorithm? algorithm)
    {
        if (policy.Profiles.Count > 0 && !policy.Profiles.Any(p => p.Id() == (claims.Profile ?? PsaProfile.IotProfile1.Id())))
            yield return TokenFaults.Policy.Fault($"profile {claims.Profile ?? "of a token that names none"} is not in the policy");
        if (policy.Algorithms.Count > 0 && algorithm is { } made && !policy.Algorithms.Contains(made))
            yield return TokenFaults.Policy.Fault($"algorithm {made.Name()} is not in the policy");
        if (policy.ImplementationIds.Count > 0 && claims.ImplementationId is { } implementation && !policy.ImplementationIds.Any(i => i.Span.SequenceEqual(implementation.Span)))
            yield return TokenFaults.Policy.Fault($"implementationId {Convert.ToHexStringLower(implementation.Span)} is not in the policy");
        if (policy.ClientIds.Count > 0 && claims.ClientId is { } client && !policy.ClientIds.Contains(client))
            yield return TokenFaults.Policy.Fault($"clientId {client} is not in the policy");
        if (policy.CertificationReferences.Count > 0 && !policy.CertificationReferences.Contains(claims.CertificationReference))
            yield return TokenFaults.Policy.Fault($"certificationReference {claims.CertificationReference ?? "is missing, which"} is not in the policy");
        if (policy.References.Count > 0)
        {
            foreach (var fault in References(policy, claims))
                yield return fault;
        }
    }

    /// <summary>Whether a state may be trusted.</summary>
    /// <param name="policy">The policy, which may want less states than the standard.</param>
    /// <param name="state">The state.</param>
    public static bool Trusts(TokenPolicy policy, SecurityLifecycle state) =>
        state.IsTrusted() && (policy.Lifecycles.Count == 0 || policy.Lifecycles.Contains(state));

    private static IEnumerable<Fault> References(TokenPolicy policy, TokenClaims claims)
    {
        if (claims.SoftwareComponents is not { Count: > 0 } components)
        {
            yield return TokenFaults.Reference.Fault("the token measured no software");
            yield break;
        }

        for (int i = 0; i < components.Count; i++)
        {
            var component = components[i];
            if (!policy.References.Any(r => r.Matches(claims.ImplementationId, component)))
                yield return TokenFaults.Reference.Fault($"component {i}{Named(component)} has no reference value");
        }
    }

    private static string Named(SoftwareComponent component) =>
        (component.MeasurementType is { } type ? $" {Clean(type)}" : "") + (component.Version is { } version ? $" {Clean(version)}" : "");

    private static string Clean(string text) => string.Concat(text.Take(40).Select(c => char.IsControl(c) ? '?' : c));
}
