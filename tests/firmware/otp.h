/* One-time memory: ids, errors and layout of TF-M 1.7 to 2.1 with root keys as SHA-256. */
#ifndef OTP_H
#define OTP_H

#include "board.h"

enum otp_error {
    OTP_SUCCESS = 0,
    OTP_SYSTEM_ERROR = 0x3A5C,
    OTP_INVALID_INPUT = 0xA3C5,
    OTP_UNSUPPORTED = 0xC35A,
};

enum otp_id {
    ID_HUK = 0,
    ID_IAK = 2,
    ID_IAK_LEN = 3,
    ID_IAK_TYPE = 4,
    ID_BOOT_SEED = 6,
    ID_LCS = 7,
    ID_IMPLEMENTATION_ID = 8,
    ID_CERT_REF = 9,
    ID_URL = 10,
    ID_PROFILE = 11,
    ID_BL2_ROTPK_0 = 12,
    ID_BL2_ROTPK_1 = 13,
    ID_ENTROPY_SEED = 29,
};

enum lifecycle {
    LCS_ASSEMBLY_AND_TEST = 0,
    LCS_PSA_ROT_PROVISIONING = 1,
    LCS_SECURED = 3,
};

uint32_t tfm_plat_otp_init(void);
uint32_t tfm_plat_otp_read(uint32_t id, size_t out_len, uint8_t *out);
uint32_t tfm_plat_otp_write(uint32_t id, size_t in_len, const uint8_t *in);
uint32_t otp_lifecycle(void);

#endif
