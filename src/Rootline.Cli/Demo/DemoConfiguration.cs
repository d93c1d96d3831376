using System.Text;
using Rootline.Formats.Nxp;

namespace Rootline.Cli.Demo;

/// <summary>The configuration files that the demo leaves: the same trip, part by part, by the other commands.</summary>
internal static class DemoConfiguration
{
    /// <summary>The file with the provisioning data, for families that use them.</summary>
    public const string DataFile = "prov_data.bin";

    private const uint CertificateStep = 0x1000;

    /// <summary>Where the OEM certificates go.</summary>
    /// <param name="family">The family.</param>
    public static IEnumerable<uint> Addresses(Family family) =>
        Enumerable.Range(0, DemoRequest.Certificates).Select(i => family.ExampleCertificates + ((uint)i * CertificateStep));

    /// <summary>The card's configuration (tpconfig form).</summary>
    /// <param name="request">Family and quota.</param>
    public static byte[] Card(DemoRequest request) => Encoding.UTF8.GetBytes($$"""
        # What goes into the card. Paths are relative to this file.
        version: 3
        family: {{request.FamilyName}}
        {{Payload(request.Family)}}
        production_quota: {{request.Quota}}
        oem_log_prk_path: oem_log_prk.pem
        nxp_prod_cert_path: ../vendor/nxp_prod.crt
        nxp_global_attest_puk_path: ../vendor/nxp_glob.crt
        oem_id_count: 2
        oem_id_prk_path: oem_id_prk.pem
        oem_id_addresses: [{{string.Join(", ", Addresses(request.Family).Select(Text))}}]
        oem_id_config:
          issuer:
            COMMON_NAME: Rootline Demo OEM
            COUNTRY_NAME: CH
          subject:
            COMMON_NAME: "Demo device "
          duration: 3650
        tp_device: virtual
        tp_device_parameter:
          card: ../card/card.bin
          keys: ../card/keys

        """);

    /// <summary>The station's configuration (tphost form).</summary>
    /// <param name="request">Family, and how many chips there are.</param>
    public static byte[] Line(DemoRequest request)
    {
        var text = new StringBuilder("""
            # What the station does to each chip. Paths are relative to this file.
            version: 2
            family: @family
            prov_firmware: ../vendor/provisioning_firmware.sb2
            firmware: ../oem/product.sb2
            audit_log: audit_log.db
            audit_log_key: ../oem/oem_log_puk.pem
            tp_device: virtual
            tp_device_parameter:
              card: ../card/card.bin
              keys: ../card/keys
            tp_target: virtual
            tp_target_parameter:
              chips:

            """.Replace("@family", request.FamilyName, StringComparison.Ordinal));
        for (int number = 1; number <= request.Chips; number++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    - ../chips/chip-{number:000}.chip\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Payload(Family family) => family.UsesProvisioningData
        ? $"prov_data_path: {DataFile}"
        : "cmpa_path: cmpa.bin\ncfpa_path: cfpa.bin\nsb_kek_path: sb_kek.txt\nuser_kek_path: user_kek.txt";

    private static string Text(uint address) => $"0x{address >> 16:X4}_{address & 0xFFFF:X4}";
}
