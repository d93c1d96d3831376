using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// The values that TF-M publishes for tests: with them a device protects nothing. Only a firmware that was built for it takes them,
/// and it says so at every start. Source: tfm-provisioning section 5.4.
/// </summary>
internal static class DummyProvisioning
{
    private static readonly byte[][] Rsa3072 =
    [
        Convert.FromHexString("BFE6D86F8826F4FF97FB96C4E6FBC4993E4619FC565DA26ADF34C329489ADC38"),
        Convert.FromHexString("B360CAF5C98C6B942A4882FA9D4823EFB166A9EF6A6E4AA37C1919ED1FCCC049"),
    ];

    private static readonly byte[][] Rsa2048 =
    [
        Convert.FromHexString("FC5701DC6135E1323847BDC40F04D2E5BEE5833B23C29F93593D00018CFA9994"),
        Convert.FromHexString("E18015993D6D2760B499274BAEF264B83AF229E9A785F3D5BF00B9D32C1F0396"),
    ];

    private static readonly byte[][] P256 =
    [
        Convert.FromHexString("E30466F6B8470C1F29070B17F1E2D3E94D445E3F608087FDC711E4382BB538B6"),
        Convert.FromHexString("82A5B443594853D4BF0FDD89A914A5DC16F867548207D7077E74D80C063EFDA9"),
    ];

    private static readonly byte[] Scalar = Convert.FromHexString("A9B454B26D6F90A4EA31193564CBA91FEC6F9A002A7DC0504B92A1937134585F");

    /// <summary>The hashes of the published keys for a loader's signature; the third and fourth are the first.</summary>
    /// <param name="code">The loader.</param>
    public static IReadOnlyList<byte[]> Rotpks(BootCode code)
    {
        byte[][] keys = code.Signature switch
        {
            Core.Crypto.SignatureKind.Rsa2048Pss => Rsa2048,
            Core.Crypto.SignatureKind.Rsa3072Pss => Rsa3072,
            _ => P256,
        };
        return [keys[0], keys[1], keys[0], keys[0]];
    }

    /// <summary>The struct of the first stage.</summary>
    public static byte[] AssemblyAndTest() => [.. BitConverter.GetBytes(AssemblyAndTestData.Magic), .. Counting(0, 16), .. Counting(0, 16)];

    /// <summary>The struct of the second stage.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="profile">The build's profile.</param>
    public static byte[] PsaRot(PsaRotLayout layout, string profile)
    {
        using var data = new PsaRotData
        {
            Iak = Core.Secrets.Secret.CopyOf(Scalar),
            IakId = "kid@trustedfirmware.example",
            BootSeed = Counting(0xA0, 32),
            ImplementationId = (byte[])[.. Enumerable.Range(0, 32).Select(i => (byte)(0xAA + (i / 8 * 0x11)))],
            CertificationReference = "0604565272829-10010",
            VerificationServiceUrl = "www.trustedfirmware.org",
            ProfileDefinition = profile.Length <= layout.ProfileLength ? profile : "",
            EntropySeed = Core.Secrets.Secret.CopyOf(Counting(0, 64)),
        };
        using var bytes = data.ToBytes(layout).OrThrow();
        return bytes.Span.ToArray();
    }

    private static byte[] Counting(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (byte)i)];
}
