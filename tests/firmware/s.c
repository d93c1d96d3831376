/* The secure image: takes the two structs, burns them, starts the non-secure image. */
#include "otp.h"
#include "start.h"

#define ASSEMBLY_MAGIC 0xC0DEFEEDu
#define PSA_ROT_MAGIC 0xBEEFFEEDu

struct __attribute__((packed)) assembly_data {
    uint32_t magic;
    uint8_t huk[32];
};

struct __attribute__((packed)) psa_rot_data {
    uint32_t magic;
    uint8_t iak[32];
    uint32_t iak_len;
    uint32_t iak_type;
    uint8_t boot_seed[32];
    uint8_t implementation_id[32];
    uint8_t cert_ref[32];
    uint8_t verification_service_url[32];
    uint8_t profile_definition[32];
    uint8_t entropy_seed[64];
};

_Static_assert(sizeof(struct assembly_data) == 36, "the struct of the first stage");
_Static_assert(sizeof(struct psa_rot_data) == 268, "the struct of the second stage");

#ifdef DUMMY_PROVISIONING
#define DATA __attribute__((used)) static const
DATA struct assembly_data assembly_and_test_prov_data = {ASSEMBLY_MAGIC, {0, 1, 2, 3}};
DATA struct psa_rot_data psa_rot_prov_data = {.magic = PSA_ROT_MAGIC, .iak = {0xA9, 0xB4, 0x54, 0xB2, 0x6D, 0x6F, 0x90, 0xA4}, .iak_len = 32, .iak_type = 0x12};
#else
/* "used" keeps the compiler from knowing that nobody of this file writes them. */
#define DATA __attribute__((used)) static
DATA struct assembly_data assembly_and_test_prov_data;
DATA struct psa_rot_data psa_rot_prov_data;
#endif

__attribute__((noinline)) int tfm_plat_provisioning_is_required(void)
{
    uint32_t state = otp_lifecycle();
    return state == LCS_ASSEMBLY_AND_TEST || state == LCS_PSA_ROT_PROVISIONING;
}

static uint32_t enter(uint32_t state)
{
    return tfm_plat_otp_write(ID_LCS, sizeof(state), (const uint8_t *)&state);
}

static uint32_t provision_assembly_and_test(void)
{
    if (assembly_and_test_prov_data.magic != ASSEMBLY_MAGIC) {
        console_with_nul("No valid ASSEMBLY_AND_TEST provisioning data found\r\n");
        return OTP_INVALID_INPUT;
    }
    uint32_t error = tfm_plat_otp_write(ID_HUK, 32, assembly_and_test_prov_data.huk);
    return error != OTP_SUCCESS ? error : enter(LCS_PSA_ROT_PROVISIONING);
}

static uint32_t provision_psa_rot(void)
{
    const struct {
        uint32_t id;
        size_t size;
        const void *data;
    } items[] = {
        {ID_IAK, 32, psa_rot_prov_data.iak},
        {ID_IAK_LEN, 4, &psa_rot_prov_data.iak_len},
        {ID_IAK_TYPE, 4, &psa_rot_prov_data.iak_type},
        {ID_BOOT_SEED, 32, psa_rot_prov_data.boot_seed},
        {ID_IMPLEMENTATION_ID, 32, psa_rot_prov_data.implementation_id},
        {ID_CERT_REF, 32, psa_rot_prov_data.cert_ref},
        {ID_URL, 32, psa_rot_prov_data.verification_service_url},
        {ID_PROFILE, 32, psa_rot_prov_data.profile_definition},
        {ID_ENTROPY_SEED, 64, psa_rot_prov_data.entropy_seed},
    };
    if (psa_rot_prov_data.magic != PSA_ROT_MAGIC) {
        console_with_nul("No valid PSA_ROT provisioning data found\r\n");
        return OTP_INVALID_INPUT;
    }
    for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
        uint32_t error = tfm_plat_otp_write(items[i].id, items[i].size, items[i].data);
        if (error != OTP_SUCCESS)
            return error;
    }
    return enter(LCS_SECURED);
}

__attribute__((noinline)) uint32_t tfm_plat_provisioning_perform(void)
{
    console_with_nul("[INF] Beginning TF-M provisioning\r\n");
    uint32_t error = OTP_SUCCESS;
    if (otp_lifecycle() == LCS_ASSEMBLY_AND_TEST)
        error = provision_assembly_and_test();
    if (error == OTP_SUCCESS && otp_lifecycle() == LCS_PSA_ROT_PROVISIONING)
        error = provision_psa_rot();
    return error;
}

__attribute__((noinline)) _Noreturn void tfm_core_panic(void)
{
    system_reset();
}

/* Gives every block of a memory from one offset to another to the non-secure side. */
static void release(uint32_t controller, uint32_t from, uint32_t to)
{
    /* Without this the index moves on at each access to the table. */
    REG(controller) &= ~0x100u;
    uint32_t block = 1u << ((REG(controller + 0x14) & 0xF) + 5);
    for (uint32_t at = from; at < to; at += block) {
        REG(controller + 0x18) = at / block / 32;
        REG(controller + 0x1C) |= 1u << (at / block % 32);
    }
}

static void region(uint32_t number, uint32_t from, uint32_t last)
{
    REG(SAU_RNR) = number;
    REG(SAU_RBAR) = from;
    REG(SAU_RLAR) = (last & ~0x1Fu) | 1u;
}

static _Noreturn void start_non_secure(void)
{
    release(MPC_SSRAM1, 0x100000, 0x200000);
    release(MPC_SSRAM2, 0x100000, 0x200000);
    region(0, 0x00100000, 0x001FFFFF);
    region(1, 0x28100000, 0x281FFFFF);
    REG(SAU_CTRL) = 1;
    const uint32_t *vectors = (const uint32_t *)NS_VECTORS;
    __asm volatile("dsb\n isb\n msr msp_ns, %0\n bxns %1" : : "r"(vectors[0]), "r"(vectors[1] & ~1u));
    __builtin_unreachable();
}

_Noreturn void image_main(void)
{
    if (tfm_plat_otp_init() != OTP_SUCCESS)
        tfm_core_panic();
    if (tfm_plat_provisioning_is_required() && tfm_plat_provisioning_perform() != OTP_SUCCESS)
        tfm_core_panic();
    console_with_nul("[INF] Starting the non-secure image\r\n");
    start_non_secure();
}
