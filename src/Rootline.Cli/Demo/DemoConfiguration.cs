using System.Text;

namespace Rootline.Cli.Demo;

/// <summary>The configuration files that the demo leaves: the same trip, part by part, by the other commands.</summary>
internal static class DemoConfiguration
{
    /// <summary>The card's configuration (tpconfig form).</summary>
    /// <param name="request">Quota.</param>
    public static byte[] Card(DemoRequest request) => Encoding.UTF8.GetBytes($$"""
        # What goes into the card. Paths are relative to this file.
        version: 3
        family: lpc55s69
        cmpa_path: cmpa.bin
        cfpa_path: cfpa.bin
        sb_kek_path: sb_kek.txt
        user_kek_path: user_kek.txt
        production_quota: {{request.Quota}}
        oem_log_prk_path: oem_log_prk.pem
        nxp_prod_cert_path: ../vendor/nxp_prod.crt
        nxp_global_attest_puk_path: ../vendor/nxp_glob.crt
        oem_id_count: 2
        oem_id_prk_path: oem_id_prk.pem
        oem_id_addresses: [0x1004_0000, 0x1004_1000]
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
    /// <param name="request">How many chips there are.</param>
    public static byte[] Line(DemoRequest request)
    {
        var text = new StringBuilder("""
            # What the station does to each chip. Paths are relative to this file.
            version: 2
            family: lpc55s69
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

            """);
        for (int number = 1; number <= request.Chips; number++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    - ../chips/chip-{number:000}.chip\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
