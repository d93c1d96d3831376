using System.Collections.Frozen;

namespace Rootline.Cli.Config;

/// <summary>The keys of both forms, so that one file may serve for both. Source: nxp-trust-provisioning 8.1 and 8.2.</summary>
internal static class ConfigKeys
{
    public const string Family = "family";
    public const string Cmpa = "cmpa_path";
    public const string Cfpa = "cfpa_path";
    public const string SbKek = "sb_kek_path";
    public const string UserKek = "user_kek_path";
    public const string ProvisioningData = "prov_data_path";
    public const string Quota = "production_quota";
    public const string LogKey = "oem_log_prk_path";
    public const string NxpProd = "nxp_prod_cert_path";
    public const string NxpGlob = "nxp_global_attest_puk_path";
    public const string OemCount = "oem_id_count";
    public const string OemCaAddress = "oem_id_ca_cert_address";
    public const string OemRtfAddress = "oem_id_rtf_cert_address";
    public const string OemKey = "oem_id_prk_path";
    public const string OemAddresses = "oem_id_addresses";
    public const string OemProfile = "oem_id_config";
    public const string Card = "tp_device";
    public const string CardParameter = "tp_device_parameter";
    public const string Target = "tp_target";
    public const string TargetParameter = "tp_target_parameter";
    public const string Timeout = "timeout";
    public const string ProvisioningFirmware = "prov_firmware";
    public const string Firmware = "firmware";
    public const string AuditLog = "audit_log";
    public const string AuditLogKey = "audit_log_key";

    /// <summary>All keys of a file's map. The last two are the original's and change nothing.</summary>
    public static FrozenSet<string> Top { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Family, Cmpa, Cfpa, SbKek, UserKek, ProvisioningData, Quota, LogKey, NxpProd, NxpGlob, OemCount, OemCaAddress, OemRtfAddress,
        OemKey, OemAddresses, OemProfile, Card, CardParameter, Target, TargetParameter, Timeout, ProvisioningFirmware, Firmware,
        AuditLog, AuditLogKey, "version", "nxp_prod_card_prk_path");
}
