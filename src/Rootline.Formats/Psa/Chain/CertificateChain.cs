using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cose;

namespace Rootline.Formats.Psa.Chain;

/// <summary>
/// Follows the certificates of a token to a root that somebody named. What the token brings is never a root itself, and the chain must be whole
/// and in order: the device first, each certified by the next. Source: RFC 9360 2, RFC 5280 6.1.
/// </summary>
public static class CertificateChain
{
    /// <summary>The most certificates in a token: the device's and its authorities'.</summary>
    public const int MaxCertificates = 6;

    /// <summary>Reads a root.</summary>
    /// <param name="der">The certificate, DER.</param>
    /// <returns>The root, or <see cref="ChainFaults.Root"/>.</returns>
    public static Parsed<DeviceCertificate> ReadRoot(ReadOnlyMemory<byte> der)
    {
        if (!DeviceCertificate.Parse(der).Try(out var root, out var fault))
            return ChainFaults.Root.Fault(fault.What);
        if (!root.OpenKey().Try(out var key, out fault))
            return ChainFaults.Root.Fault(fault.What);
        key.Dispose();
        return root.Use.MayCertify(0) ? root : ChainFaults.Root.Fault("the certificate may not certify others");
    }

    /// <summary>The device's key, when a chain leads from it to a root.</summary>
    /// <param name="chain">The certificates in DER, the device's first; at least one.</param>
    /// <param name="roots">The roots.</param>
    /// <param name="now">The time, at which every certificate must be valid.</param>
    /// <returns>The key, the caller's; or <see cref="ChainFaults.Form"/>, <see cref="ChainFaults.Broken"/>, <see cref="ChainFaults.Time"/>.</returns>
    public static Parsed<TokenKey> KeyOf(IReadOnlyList<ReadOnlyMemory<byte>> chain, IReadOnlyList<DeviceCertificate> roots, DateTimeOffset now)
    {
        if (chain.Count > MaxCertificates)
            return ChainFaults.Form.Fault($"{chain.Count} certificates, at most {MaxCertificates} are read");
        List<DeviceCertificate> path = [];
        foreach (var der in chain)
        {
            if (!DeviceCertificate.Parse(der).Try(out var certificate, out var malformed))
                return malformed;
            path.Add(certificate);
        }

        if (path[0].Use.IsAuthority || !path[0].Use.MaySign)
            return ChainFaults.Broken.Fault("the first certificate is not that of a device: it is an authority's, or its key may not sign");
        // A root may stand at the end; it is trusted because it was named.
        if (!roots.Any(r => IsSame(r, path[^1])))
        {
            if (roots.FirstOrDefault(path[^1].IsSignedBy) is not { } root)
                return ChainFaults.Broken.Fault("no root that was named signed the last certificate");
            path.Add(root);
        }

        return LinkFault(path, now) is { } broken ? broken : path[0].OpenKey();
    }

    private static Fault? LinkFault(List<DeviceCertificate> path, DateTimeOffset now)
    {
        for (int i = 0; i < path.Count; i++)
        {
            if (path[i].Use.UnknownCritical is { } unknown)
                return ChainFaults.Broken.Fault($"certificate {i} has the critical extension {unknown}, which is not known here");
            if (now < path[i].NotBefore || now > path[i].NotAfter)
                return ChainFaults.Time.Fault($"certificate {i} is valid from {path[i].NotBefore.UtcDateTime:yyyy-MM-dd} until {path[i].NotAfter.UtcDateTime:yyyy-MM-dd}");
            if (i > 0 && !path[i].Use.MayCertify(i - 1))
                return ChainFaults.Broken.Fault($"certificate {i} may not certify the one before it");
            if (i > 0 && !path[i - 1].IsSignedBy(path[i]))
                return ChainFaults.Broken.Fault($"certificate {i - 1} is not signed by the next one");
        }

        return null;
    }

    private static bool IsSame(DeviceCertificate root, DeviceCertificate certificate) => root.Der.Span.SequenceEqual(certificate.Der.Span);
}
