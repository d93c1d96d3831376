using System.Buffers.Binary;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Tfm;
using Rootline.Services.Attestation;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>TF-M's own attestation platform: everything out of one-time memory. Source: psa-attestation section 3.6.</summary>
/// <param name="state">The device.</param>
internal sealed class TfmPlatform(TfmState state) : IAttestationPlatform
{
    private const int LongestKey = 32;

    /// <inheritdoc/>
    public int Lifecycle => state.Lifecycle.Current.ToClaim();

    /// <inheritdoc/>
    public SharedData? BootData => state.Shared;

    /// <inheritdoc/>
    public byte[]? Read(AttestationItem item) => item switch
    {
        AttestationItem.ImplementationId => Otp(OtpElement.ImplementationId),
        AttestationItem.BootSeed => Otp(OtpElement.BootSeed),
        AttestationItem.CertificationReference => Otp(OtpElement.CertificationReference),
        AttestationItem.VerificationService => Otp(OtpElement.VerificationServiceUrl),
        AttestationItem.Profile => Otp(OtpElement.ProfileDefinition),
        AttestationItem.KeyId => Otp(OtpElement.IakId),
        AttestationItem.HashAlgorithm => "not-hash-extended"u8.ToArray(),
        _ => [0xEF, 0xBE, 0xAD, 0xDE],
    };

    // TF-M signs in every state and lets the claim tell.
    /// <inheritdoc/>
    public AttestationKey? OpenKey()
    {
        if (Word(OtpElement.IakLength) is not { } length || Word(OtpElement.IakType) is not { } type || length > LongestKey)
            return null;
        using var key = new Secret((int)length);
        return state.Otp.Read(OtpElement.Iak, key.Span) == PlatformError.Success ? AttestationKey.Of(type, key.Span) : null;
    }

    private byte[]? Otp(OtpElement element)
    {
        if (state.Otp.LengthOf(element, out int length) != PlatformError.Success)
            return null;
        var value = new byte[length];
        return state.Otp.Read(element, value) == PlatformError.Success ? value : null;
    }

    private uint? Word(OtpElement element)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        return state.Otp.Read(element, word) == PlatformError.Success ? BinaryPrimitives.ReadUInt32LittleEndian(word) : null;
    }
}
