using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Services.Framework;

namespace Rootline.Services.Attestation;

/// <summary>
/// The initial attestation service of a PSA root of trust, as TF-M's: tokens of three profiles, signed or with a MAC. One object is
/// one boot. Source: psa-attestation sections 1 to 4.
/// </summary>
public sealed class AttestationService : IServiceFunction
{
    private const int LongestConfiguration = 32;
    private const int SeedLength = 32;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly AttestationBuild _build;
    private readonly IAttestationPlatform _platform;
    private readonly EntropySource _entropy;
    private readonly byte[]? _drawn;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>>? _components;

    /// <summary>Brings the service up.</summary>
    /// <param name="build">What it was built to do.</param>
    /// <param name="platform">What it stands on.</param>
    /// <param name="entropy">Where the boot seed and the nonces of signatures come from.</param>
    public AttestationService(AttestationBuild build, IAttestationPlatform platform, EntropySource entropy)
    {
        (_build, _platform, _entropy) = (build, platform, entropy);
        _drawn = build.BootSeed == BootSeedRule.PerBoot ? entropy.Bytes(SeedLength) : null;
        _components = platform.BootData is { } data ? SoftwareMeasurements.Of(data) : null;
    }

    /// <inheritdoc/>
    public PsaStatus Call(ServiceMessage message)
    {
        if (_components is null)
            return PsaStatus.ServiceFailure;
        return message.Type switch
        {
            AttestationRequest.GetToken => GetToken(message),
            AttestationRequest.GetTokenSize => GetTokenSize(message),
            _ => PsaStatus.NotSupported,
        };
    }

    private PsaStatus GetToken(ServiceMessage message)
    {
        var challenge = message.Input(0);
        if (!AttestationRequest.IsChallengeLength(challenge.Length) || message.Capacity(0) == 0)
            return PsaStatus.InvalidArgument;
        using var key = _platform.OpenKey();
        if (key is null || Payload(key, challenge.ToArray(), message.ClientId) is not { } payload || !TryKeyId(key, out var keyId))
            return PsaStatus.GenericError;
        if (key.TokenLength(keyId, payload) > message.Capacity(0))
            return PsaStatus.BufferTooSmall;
        message.Write(0, key.Token(keyId, payload, _entropy));
        return PsaStatus.Success;
    }

    // The token is made of a challenge of zeros and not signed: its length depends on the challenge's length alone.
    private PsaStatus GetTokenSize(ServiceMessage message)
    {
        if (message.Input(0).Length != sizeof(uint) || message.Capacity(0) != sizeof(uint))
            return PsaStatus.InvalidArgument;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(message.Input(0));
        if (!AttestationRequest.IsChallengeLength(length))
            return PsaStatus.InvalidArgument;
        using var key = _platform.OpenKey();
        if (key is null || Payload(key, new byte[length], message.ClientId) is not { } payload || !TryKeyId(key, out var keyId))
            return PsaStatus.GenericError;
        Span<byte> size = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(size, key.TokenLength(keyId, payload));
        message.Write(0, size);
        return PsaStatus.Success;
    }

    // Null when a claim that must be there cannot be had, or one that is there is not what it must be.
    private byte[]? Payload(AttestationKey key, byte[] challenge, int clientId)
    {
        bool isCca = _build.Profile.IsCca();
        var seed = isCca ? null : Seed();
        if (_platform.Read(AttestationItem.ImplementationId) is not { } implementation || (!isCca && (seed is null || clientId == 0)))
            return null;
        if (!HasComponents() || !TryProfile(out string? profile) || !TryOptional(AttestationItem.VerificationService, out string? service)
            || !TryOptional(AttestationItem.CertificationReference, out string? reference) || !TryCca(isCca, out string? hash, out byte[]? configuration))
            return null;
        var claims = new TokenClaims
        {
            Nonce = challenge,
            BootSeed = Known(seed),
            InstanceId = key.InstanceId(_build.InstanceId),
            ImplementationId = implementation,
            ClientId = clientId,
            Lifecycle = _platform.Lifecycle,
            NoSoftwareMeasurements = _components!.Count == 0 ? 1 : null,
            Profile = profile,
            HashAlgorithm = hash,
            PlatformConfig = Known(configuration),
            VerificationService = service,
            CertificationReference = reference,
        };
        return ClaimSetWriter.Write(_build.Profile, claims, _components.Count == 0 ? null : _components);
    }

    private static ReadOnlyMemory<byte>? Known(byte[]? bytes) => bytes is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(bytes);

    // Only the first profile can say that nothing was measured.
    private bool HasComponents() => _components!.Count > 0 || _build.Profile.Labels().NoSoftwareMeasurements is not null;

    private byte[]? Seed()
    {
        byte[]? item = _platform.Read(AttestationItem.BootSeed);
        if (_drawn is null || item is null)
            return _drawn ?? item;
        return SHA256.HashData([.. item, .. _drawn]);
    }

    private bool TryProfile(out string? profile)
    {
        profile = null;
        if (_build.ReadsProfile && !TryText(AttestationItem.Profile, out profile))
            return false;
        profile ??= _build.Profile.Id();
        return true;
    }

    private bool TryOptional(AttestationItem item, out string? text)
    {
        text = null;
        return !_build.IncludesOptionalClaims || TryText(item, out text);
    }

    private bool TryCca(bool isCca, out string? hash, out byte[]? configuration)
    {
        (hash, configuration) = (null, null);
        if (!isCca)
            return true;
        configuration = _platform.Read(AttestationItem.PlatformConfiguration);
        return TryText(AttestationItem.HashAlgorithm, out hash) && hash is not null && configuration is { Length: <= LongestConfiguration };
    }

    private bool TryKeyId(AttestationKey key, out ReadOnlyMemory<byte>? keyId)
    {
        byte[]? id = _build.IncludesKeyId ? key.KeyId ?? ToEnd(_platform.Read(AttestationItem.KeyId)) : null;
        keyId = Known(id);
        return !_build.IncludesKeyId || id is not null;
    }

    // A text that is not there is null; one that is not UTF-8 makes no token, because nobody could read it.
    private bool TryText(AttestationItem item, out string? text)
    {
        text = null;
        if (ToEnd(_platform.Read(item)) is not { } bytes)
            return true;
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // Up to the zero byte; nothing at all counts as not there.
    private static byte[]? ToEnd(byte[]? bytes)
    {
        int end = bytes?.AsSpan().IndexOf((byte)0) ?? 0;
        byte[]? text = end < 0 ? bytes : bytes?[..end];
        return text is { Length: > 0 } ? text : null;
    }
}
