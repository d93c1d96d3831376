using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Psa;
using Rootline.Services.Attestation;
using Rootline.Services.Framework;

namespace Rootline.Chips.Nordic;

/// <summary>
/// Tokens of TF-M's attestation service on a Nordic part: signed with the identity key, the boot seed drawn at each boot. A challenge of
/// the application's own is drawn as well. Source: tfm-provisioning sections 9.3 and 9.4.
/// </summary>
/// <param name="entropy">Where challenges and the nonces of signatures come from.</param>
public sealed class PlatformTokens(EntropySource entropy) : ITokenSource
{
    private const int ChallengeLength = 32;
    private const int TokenCapacity = 1024;
    private const int NonSecureClient = -1;
    private const int RecordCapacity = 1024;

    /// <inheritdoc/>
    public byte[] Make(Secret identityKey, TokenFacts facts)
    {
        var service = new AttestationService(AttestationBuild.Tfm22(PsaProfile.Rfc9783), new Platform(identityKey, facts), entropy);
        var output = new OutputVector(TokenCapacity);
        var status = service.Call(new(NonSecureClient, AttestationRequest.GetToken, [entropy.Bytes(ChallengeLength)], output));
        return status == PsaStatus.Success ? output.Written.ToArray() : [];
    }

    private sealed class Platform(Secret identityKey, TokenFacts facts) : IAttestationPlatform
    {
        private const uint SecpR1 = 0x12;

        public int Lifecycle => facts.State switch
        {
            NordicLifecycle.Assembly => 0x1000,
            NordicLifecycle.Provisioning => 0x2000,
            NordicLifecycle.Secured => 0x3000,
            NordicLifecycle.Decommissioned => 0x6000,
            _ => 0,
        };

        public SharedData? BootData
        {
            get
            {
                var data = new SharedData();
                var record = BootRecord.Of("SPE", new ImageVersion(1, 0, 0, 0), default, ImageDigest.Sha256).OrThrow().Measured(facts.FirmwareDigest.Span);
                return data.Add(SharedEntry.BootRecordOf(0), record, RecordCapacity) is null ? data : null;
            }
        }

        public byte[]? Read(AttestationItem item) => item switch
        {
            AttestationItem.ImplementationId => facts.ImplementationId.ToArray(),
            AttestationItem.BootSeed => facts.BootSeed.ToArray(),
            _ => null,
        };

        public AttestationKey? OpenKey() => AttestationKey.Of(SecpR1, identityKey.Span);
    }
}
