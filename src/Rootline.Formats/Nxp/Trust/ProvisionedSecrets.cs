using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Container;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// What a card puts into a chip: keys and pages, or provisioning data. The plaintext of entry FF00 is a container without
/// authentication: 20C1, 20C2, 20C3, 20C4; or 20C8. The KEKs are in the byte order of the PUF key store: reversed with
/// respect to the text file. Source: nxp-trust-provisioning section 3 and 4.3.
/// </summary>
public sealed class ProvisionedSecrets : IDisposable
{
    /// <summary>Length of a KEK in bytes.</summary>
    public const int KekLength = 32;

    /// <summary>Length of a page in bytes.</summary>
    public const int PageLength = 512;

    /// <summary>SB KEK, reversed; null with provisioning data.</summary>
    public Secret? SbKek { get; init; }

    /// <summary>USER KEK, reversed; null with provisioning data.</summary>
    public Secret? UserKek { get; init; }

    /// <summary>CFPA page; null with provisioning data.</summary>
    public Secret? Cfpa { get; init; }

    /// <summary>CMPA page; null with provisioning data.</summary>
    public Secret? Cmpa { get; init; }

    /// <summary>Provisioning data (SB3); null otherwise.</summary>
    public Secret? ProvisioningData { get; init; }

    /// <summary>Reads the plaintext.</summary>
    /// <param name="plaintext">The decrypted container.</param>
    /// <param name="keyWrap">The session's key wrapping key, used when the KEKs are wrapped (40 bytes); empty refuses wrapped ones.</param>
    public static Parsed<ProvisionedSecrets> Parse(Secret plaintext, ReadOnlySpan<byte> keyWrap)
    {
        if (!TpContainer.Parse(plaintext.Memory).Try(out var container, out var fault))
            return fault.In("wrapped plaintext");
        if (container.Authentication is not null || container.Entries.Any(e => e.Extra != 0 || e.Destination is not null))
            return TrustFaults.Form.Fault("the wrapped plaintext has an authentication entry, an extra field or a destination");
        var types = container.Entries.Select(e => e.Type).ToList();
        if (types is [PayloadType.ProvisioningData])
            return new ProvisionedSecrets { ProvisioningData = Secret.CopyOf(container.Entries[0].Payload.Span) };
        if (types is not [PayloadType.SbKek, PayloadType.UserKek, PayloadType.Cfpa, PayloadType.Cmpa])
            return TrustFaults.Form.Fault("the wrapped plaintext's entries are not two KEKs and two pages, nor provisioning data");
        if (container.Entries[2].Payload.Length != PageLength || container.Entries[3].Payload.Length != PageLength)
            return TrustFaults.Form.Fault("a page in the wrapped plaintext has not 512 bytes");
        var sbKek = Kek(container.Entries[0].Payload.Span, keyWrap);
        var userKek = Kek(container.Entries[1].Payload.Span, keyWrap);
        if (sbKek is null || userKek is null)
        {
            sbKek?.Dispose();
            userKek?.Dispose();
            return TrustFaults.Unwrap.Fault("a KEK in the wrapped plaintext has a wrong length or cannot be unwrapped");
        }

        return new ProvisionedSecrets
        {
            SbKek = sbKek,
            UserKek = userKek,
            Cfpa = Secret.CopyOf(container.Entries[2].Payload.Span),
            Cmpa = Secret.CopyOf(container.Entries[3].Payload.Span),
        };
    }

    /// <summary>The plaintext.</summary>
    /// <param name="keyWrap">The session's key wrapping key when the KEKs are to be wrapped, else empty.</param>
    public Secret ToPlaintext(ReadOnlySpan<byte> keyWrap)
    {
        if (ProvisioningData is not null)
            return new ContainerWriter().Add(PayloadType.ProvisioningData, ProvisioningData.Memory).ToSecret();
        using var sb = Wrapped(SbKek!, keyWrap);
        using var user = Wrapped(UserKek!, keyWrap);
        return new ContainerWriter()
            .Add(PayloadType.SbKek, sb.Memory)
            .Add(PayloadType.UserKek, user.Memory)
            .Add(PayloadType.Cfpa, Cfpa!.Memory)
            .Add(PayloadType.Cmpa, Cmpa!.Memory)
            .ToSecret();
    }

    /// <summary>Wipes everything.</summary>
    public void Dispose()
    {
        foreach (var secret in new[] { SbKek, UserKek, Cfpa, Cmpa, ProvisioningData })
            secret?.Dispose();
    }

    private static Secret? Kek(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> keyWrap)
    {
        if (payload.Length == KekLength)
            return Secret.CopyOf(payload);
        if (payload.Length != KekLength + AesKeyWrap.Overhead || keyWrap.IsEmpty)
            return null;
        var kek = new Secret(KekLength);
        if (AesKeyWrap.TryUnwrap(keyWrap, payload, kek.Span))
            return kek;
        kek.Dispose();
        return null;
    }

    private static Secret Wrapped(Secret kek, ReadOnlySpan<byte> keyWrap)
    {
        if (keyWrap.IsEmpty)
            return kek.Copy();
        var wrapped = new Secret(KekLength + AesKeyWrap.Overhead);
        AesKeyWrap.Wrap(keyWrap, kek.Span, wrapped.Span);
        return wrapped;
    }
}
