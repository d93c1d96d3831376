using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Bundles;

/// <summary>What a bundle must keep to before anything of it may be burned. Source: tfm-provisioning sections 4.2, 5.4 and 6.</summary>
public static class BundleRules
{
    private const int TextLength = 32;
    private const int ProfileLength = 48;

    /// <summary>Every rule that a bundle breaks; empty for a good one.</summary>
    /// <param name="header">The open part.</param>
    /// <param name="secrets">The secrets.</param>
    public static IReadOnlyList<Fault> Judge(BundleHeader header, BundleSecrets secrets) =>
        [.. JudgeOpen(header), .. Values(secrets), .. Repeated(secrets)];

    /// <summary>Every rule that the open part breaks.</summary>
    /// <param name="header">The open part.</param>
    public static IReadOnlyList<Fault> JudgeOpen(BundleHeader header) =>
    [
        .. Texts(header),
        .. Keys(header),
        .. Value("implementation id", Convert.FromHexString(header.ImplementationId)),
        .. header.SecureDebugKey is { } debug ? Value("secure debug key", Convert.FromHexString(debug)) : [],
    ];

    private static IEnumerable<Fault> Texts(BundleHeader header)
    {
        Fault?[] faults =
        [
            FixedText.Check(header.IakId, TextLength, "the attestation key's name"),
            FixedText.Check(header.VerificationServiceUrl, TextLength, "the address of the verification service"),
            FixedText.Check(header.ProfileDefinition, ProfileLength, "the profile"),
            header.CertificationReference.Length == 0 ? null : CertificationReference.Check(header.CertificationReference),
        ];
        foreach (var fault in faults.OfType<Fault>())
            yield return fault;
        (string Name, string Text)[] texts = [("attestation key's name", header.IakId), ("certification reference", header.CertificationReference), ("address of the verification service", header.VerificationServiceUrl)];
        foreach (var (name, text) in texts)
        {
            if (DummyValues.NameOf(System.Text.Encoding.ASCII.GetBytes(text)) is { } dummy)
                yield return ProvisioningFaults.Dummy.Fault($"the {name} is {dummy}");
        }
    }

    private static IEnumerable<Fault> Keys(BundleHeader header)
    {
        if (header.Rotpks.Select(k => k.Length).Distinct().Count() != 1)
            yield return BundleFaults.Keys.Fault($"{header.Rotpks.Count} keys of {string.Join(", ", header.Rotpks.Select(k => k.Length / 2))} bytes");
        for (int i = 0; i < header.Rotpks.Count; i++)
        {
            byte[] key = Convert.FromHexString(header.Rotpks[i]);
            foreach (var fault in Value($"key of image {i}", key))
                yield return fault;
            if (key.Length > 48 && Rotpk.ReadRaw(key) is null)
                yield return BundleFaults.Keys.Fault($"the key of image {i} is no point of its curve");
        }

        if (header.RotpkPolicies is { } policies && header.Rotpks.Count < 32 && policies >> (2 * header.Rotpks.Count) != 0)
            yield return BundleFaults.Keys.Fault($"the policies {policies:x} speak of more images than the {header.Rotpks.Count} with a key");
    }

    private static IEnumerable<Fault> Values(BundleSecrets secrets) => secrets.All().SelectMany(s => Value(s.Name, s.Value.Span.ToArray(), wipe: true));

    private static List<Fault> Value(string name, byte[] value, bool wipe = false)
    {
        List<Fault> faults = [];
        if (!value.AsSpan().ContainsAnyExcept((byte)0) || !value.AsSpan().ContainsAnyExcept((byte)0xFF))
            faults.Add(BundleFaults.Empty.Fault($"the {name} is all {value[0]:x2}"));
        if (DummyValues.NameOf(value) is { } dummy)
            faults.Add(ProvisioningFaults.Dummy.Fault($"the {name} is {dummy}"));
        if (wipe)
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(value);
        return faults;
    }

    private static IEnumerable<Fault> Repeated(BundleSecrets secrets)
    {
        var all = secrets.All().ToList();
        for (int i = 0; i < all.Count; i++)
        {
            for (int k = i + 1; k < all.Count; k++)
            {
                if (all[i].Value.FixedTimeEquals(all[k].Value.Span))
                    yield return BundleFaults.Repeated.Fault($"{all[i].Name} and {all[k].Name}");
            }
        }
    }
}
