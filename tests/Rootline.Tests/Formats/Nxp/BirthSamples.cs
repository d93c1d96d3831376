using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Tests.Formats.Nxp;

/// <summary>The births that the kept fixtures hold.</summary>
internal static class BirthSamples
{
    /// <summary>A card.</summary>
    public static CardBirth Card()
    {
        using var key = TestKeys.Of(TrustSamples.Card);
        return new() { Serial = 0x0176049567995664, Applet = new(1, 2, 3), IsSeeded = true, CardKey = Secret.CopyOf(key.Scalar) };
    }

    /// <summary>A chip.</summary>
    /// <param name="version">Of its DIE certificate.</param>
    public static ChipBirth Chip(int version)
    {
        using var key = TestKeys.Of(version == 0 ? TrustSamples.Die : TrustSamples.Attestation);
        return new()
        {
            Family = version == 0 ? "lpc55s69" : "lpc55s36",
            IsSeeded = true,
            Die = DieCertificate.Parse(TrustSamples.DieCertificate(version)).OrThrow(),
            DieKey = Secret.CopyOf(key.Scalar),
            VendorKek = Secret.CopyOf(TestKeys.Bytes("vendor-kek", 32)),
            VendorRootHash = TestKeys.Bytes("vendor-rotkh", 32),
            CardKey = TestKeys.Point(TrustSamples.Card),
        };
    }

    /// <summary>A provisioning firmware.</summary>
    public static ProvisioningFirmware Firmware => new(TestKeys.Point(TrustSamples.Card));

    /// <summary>Provisioning data.</summary>
    public static VirtualProvisioningData Data() => new()
    {
        Family = "lpc55s36",
        SbKek = Secret.CopyOf(TestKeys.Bytes("sb-kek", 32)),
        UserKek = Secret.CopyOf(TestKeys.Bytes("user-kek", 32)),
        Cfpa = Secret.CopyOf(TestKeys.Bytes("cfpa", 512)),
        Cmpa = Secret.CopyOf(TestKeys.Bytes("cmpa", 512)),
    };

    /// <summary>The bytes of a file.</summary>
    /// <param name="file">A birth file; wiped.</param>
    public static byte[] Bytes(Secret file)
    {
        using (file)
            return file.Span.ToArray();
    }
}
