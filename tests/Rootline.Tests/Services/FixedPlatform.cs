using Rootline.Formats.Mcuboot;
using Rootline.Formats.Psa;
using Rootline.Services.Attestation;
using Xunit;

namespace Rootline.Tests.Services;

/// <summary>A platform whose items a test sets.</summary>
internal sealed class FixedPlatform : IAttestationPlatform
{
    public int Lifecycle { get; set; } = 0x3000;

    public SharedData? BootData { get; set; } = new();

    public Dictionary<AttestationItem, byte[]> Items { get; } = [];

    public uint KeyType { get; set; } = 0x12;

    public byte[]? Key { get; set; }

    /// <summary>One with every item, and no device of the vectors.</summary>
    public static FixedPlatform Complete()
    {
        var platform = new FixedPlatform { Key = [.. Enumerable.Repeat((byte)7, 32)] };
        platform.Items[AttestationItem.ImplementationId] = [.. Enumerable.Repeat((byte)1, 32)];
        platform.Items[AttestationItem.BootSeed] = [.. Enumerable.Repeat((byte)2, 32)];
        platform.Items[AttestationItem.CertificationReference] = "0604565272829-10010\0\0\0"u8.ToArray();
        platform.Items[AttestationItem.VerificationService] = "verify.factory.example\0"u8.ToArray();
        platform.Items[AttestationItem.HashAlgorithm] = "sha-256"u8.ToArray();
        platform.Items[AttestationItem.PlatformConfiguration] = [0xEF, 0xBE, 0xAD, 0xDE];
        platform.Add(0x103F, new SoftwareComponent { MeasurementType = "SPE", Version = "1.0.0", SignerId = new byte[32], Description = "SHA256", MeasurementValue = new byte[32] }.ToBootRecord());
        return platform;
    }

    public void Add(ushort type, byte[] value) => Assert.Null(BootData!.Add(type, value, 4096));

    public byte[]? Read(AttestationItem item) => Items.GetValueOrDefault(item);

    public AttestationKey? OpenKey() => Key is null ? null : AttestationKey.Of(KeyType, Key);
}
