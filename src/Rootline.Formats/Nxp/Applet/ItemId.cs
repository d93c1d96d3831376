namespace Rootline.Formats.Nxp.Applet;

/// <summary>Provisioning items of the TP applet (SET PROVISIONING ITEM). Source: nxp-trust-provisioning 4.3.</summary>
public enum ItemId : ushort
{
    /// <summary>JC_ID_PRK: card authentication private key, 32 bytes big-endian. Written in manufacturing only.</summary>
    CardKey = 0x0000,

    /// <summary>NXP_GLOB_PUK: 65 bytes, 04‖X‖Y.</summary>
    NxpGlobKey = 0x0001,

    /// <summary>NXP_PROD_CERT: a certificate blob with destination 0.</summary>
    NxpProdCertificate = 0x0002,

    /// <summary>OEM_ID_PRK: 32 bytes big-endian.</summary>
    OemIdKey = 0x0003,

    /// <summary>OEM_LOG_PRK: 32 bytes big-endian.</summary>
    OemLogKey = 0x0004,

    /// <summary>SB_KEK: 32 bytes, reversed with respect to the text file.</summary>
    SbKek = 0x0005,

    /// <summary>USER_KEK: 32 bytes, reversed with respect to the text file.</summary>
    UserKek = 0x0006,

    /// <summary>CFPA: 512 bytes.</summary>
    Cfpa = 0x0007,

    /// <summary>CMPA: 512 bytes.</summary>
    Cmpa = 0x0008,

    /// <summary>PROD_COUNTER: the production quota, u32 big-endian.</summary>
    Quota = 0x0009,

    /// <summary>PROV_DATA: provisioning data (SB3).</summary>
    ProvisioningData = 0x000A,

    /// <summary>PROV_FLAGS: TP flags, 1 byte.</summary>
    TpFlags = 0x000B,

    /// <summary>FAMILY: UTF-8 name as configured.</summary>
    Family = 0x000C,

    /// <summary>OEM_CERT_TEMPLATE 0; template i has this id plus i.</summary>
    OemTemplate = 0x0100,

    /// <summary>OEM_CERT_COUNT: OEM key flags, 1 byte.</summary>
    OemKeyFlags = 0x1001,

    /// <summary>KEY_WRAP_ENABLE: 1 byte; never sent by the original's host.</summary>
    KeyWrapEnable = 0x1002,

    /// <summary>ECC_DOMAIN_PARAM: TLVs of the curve.</summary>
    DomainParameters = 0x1003,
}
