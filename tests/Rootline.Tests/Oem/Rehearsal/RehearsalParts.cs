using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Oem.Nxp;
using Rootline.Oem.Nxp.Rehearsal;
using Rootline.TestSupport.Nxp;

namespace Rootline.Tests.Oem.Rehearsal;

/// <summary>A configuration whose parts all fit each other, to be changed in one part.</summary>
internal sealed record RehearsalParts
{
    public static readonly OemCertificateProfile Profile = new([new("COMMON_NAME", "Works")], [new("COMMON_NAME", "Device")], 365);

    public string FamilyName { get; init; } = "lpc55s69";

    public uint Quota { get; init; } = 5;

    public byte[] Cmpa { get; init; } = ChipLab.Cmpa;

    public byte[] Cfpa { get; init; } = ChipLab.Cfpa;

    public byte[] SbKek { get; init; } = ChipLab.Oem.SbKek.Span.ToArray();

    public byte[] UserKek { get; init; } = ChipLab.Oem.UserKek.Span.ToArray();

    public byte[] LogKey { get; init; } = ChipLab.Oem.LogKey.Scalar.ToArray();

    public byte[] IdKey { get; init; } = ChipLab.Oem.IdKey.Scalar.ToArray();

    /// <summary>The key of the templates where it is another one.</summary>
    public byte[]? TemplateKey { get; init; }

    public uint[] Addresses { get; init; } = [0x10040000, 0x10041000];

    public OemCertificateProfile Names { get; init; } = Profile;

    public byte[] Glob { get; init; } = ChipLab.Vendor.RootCertificate;

    public byte[] Prod { get; init; } = ChipLab.Vendor.ProductionCertificate;

    public byte[]? Firmware { get; init; } = ChipLab.Product;

    public Family? Line { get; init; } = Families.Lpc55S6x;

    public byte[]? LogPublic { get; init; } = KeyFile.WritePublic(ChipLab.Oem.LogKey.PublicKey);

    public uint ChipVersion { get; init; }

    public CardPlan Plan() => new()
    {
        Family = Families.Lpc55S6x,
        FamilyName = FamilyName,
        Quota = Quota,
        LogKey = P256PrivateKey.FromScalar(LogKey)!,
        NxpGlob = KeyFile.ReadPublic(Glob).OrThrow(),
        NxpProd = Prod,
        Pages = new(Cmpa, Cfpa),
        Keks = new(Secret.CopyOf(SbKek), Secret.CopyOf(UserKek)),
        Oem = Addresses.Length == 0 ? null : Identity(),
    };

    public RehearsalInput Input() => new(Plan())
    {
        Firmware = Firmware is null ? (ReadOnlyMemory<byte>?)null : Firmware,
        LineFamily = Line,
        LogKey = LogPublic is null ? null : KeyFile.ReadPublic(LogPublic).OrThrow(),
        ChipVersion = ChipVersion,
    };

    private OemIdentity Identity()
    {
        using var signer = P256PrivateKey.FromScalar(TemplateKey ?? IdKey)!;
        byte[] template = OemTemplate.Build(Names, signer, TimeProvider.System, new SystemEntropy()).OrThrow();
        return new(P256PrivateKey.FromScalar(IdKey)!, [.. Addresses.Select((a, i) => new OemCertificatePlan((byte)i, a, template) { SerialIsConfigured = Names.SerialNumber is not null })]);
    }
}
