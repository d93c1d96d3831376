/* The boot loader: root keys into one-time memory, then the secure image. */
#include "otp.h"
#include "start.h"

#define ASSEMBLY_MAGIC 0xC0DEFEEDu

struct bl2_data {
    uint32_t magic;
    uint8_t rotpk_0[32];
    uint8_t rotpk_1[32];
};

/* As in TF-M it is constant: without dummy data the compiler knows that it is empty, and no debugger can fill it. */
static const struct bl2_data bl2_assembly_and_test_prov_data = {
#ifdef DUMMY_PROVISIONING
    ASSEMBLY_MAGIC,
    {0xBF, 0xE6, 0xD8, 0x6F, 1},
    {0xB3, 0x60, 0xCA, 0xF5, 1},
#else
    0,
    {0},
    {0},
#endif
};

__attribute__((noinline)) int tfm_plat_provisioning_is_required(void)
{
    return otp_lifecycle() == LCS_ASSEMBLY_AND_TEST;
}

__attribute__((noinline)) uint32_t tfm_plat_provisioning_perform(void)
{
    console("[INF] Beginning BL2 provisioning\r\n");
    if (bl2_assembly_and_test_prov_data.magic != ASSEMBLY_MAGIC) {
        console("[ERR] No valid ASSEMBLY_AND_TEST provisioning data found\r\n");
        return OTP_INVALID_INPUT;
    }
    uint32_t error = tfm_plat_otp_write(ID_BL2_ROTPK_0, 32, bl2_assembly_and_test_prov_data.rotpk_0);
    return error != OTP_SUCCESS ? error : tfm_plat_otp_write(ID_BL2_ROTPK_1, 32, bl2_assembly_and_test_prov_data.rotpk_1);
}

static int is_present(uint32_t id)
{
    uint8_t key[32];
    uint8_t any = 0;
    tfm_plat_otp_read(id, sizeof(key), key);
    for (size_t i = 0; i < sizeof(key); i++)
        any |= key[i];
    return any != 0;
}

static _Noreturn void stop(const char *line)
{
    console(line);
    for (;;) {
    }
}

static _Noreturn void start_secure(void)
{
    const uint32_t *vectors = (const uint32_t *)S_VECTORS;
    __asm volatile("msr msplim, %2\n msr msp, %0\n bx %1" : : "r"(vectors[0]), "r"(vectors[1]), "r"(0));
    __builtin_unreachable();
}

_Noreturn void image_main(void)
{
    console("[INF] Starting bootloader\r\n");
    if (tfm_plat_otp_init() != OTP_SUCCESS)
        stop("[ERR] OTP system initialization failed\r\n");
    if (tfm_plat_provisioning_is_required() && tfm_plat_provisioning_perform() != OTP_SUCCESS)
        stop("[ERR] Provisioning failed\r\n");
    if (!is_present(ID_BL2_ROTPK_0) || !is_present(ID_BL2_ROTPK_1))
        stop("[ERR] Image in the primary slot is not valid!\r\n");
    console("[INF] Jumping to the first image slot\r\n");
    start_secure();
}
