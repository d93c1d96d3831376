#include "otp.h"

#define AREA_SIZE 768u
#define MAGIC 0xC0DE8112u
#define SWAP_COUNT 0x2FCu

struct element {
    uint8_t id;
    uint8_t size;
    uint16_t offset;
};

static const struct element elements[] = {
    {ID_HUK, 32, 0x004},         {ID_IAK, 32, 0x024},      {ID_IAK_LEN, 4, 0x044},  {ID_IAK_TYPE, 4, 0x048},
    {5, 32, 0x04C},              {ID_BOOT_SEED, 32, 0x06C}, {ID_LCS, 4, 0x08C},      {ID_IMPLEMENTATION_ID, 32, 0x090},
    {ID_CERT_REF, 32, 0x0B0},    {ID_URL, 32, 0x0D0},      {ID_PROFILE, 32, 0x0F0}, {ID_BL2_ROTPK_0, 32, 0x110},
    {ID_BL2_ROTPK_1, 32, 0x130}, {14, 32, 0x250},          {15, 32, 0x270},         {16, 64, 0x150},
    {17, 64, 0x190},             {18, 64, 0x1D0},          {19, 64, 0x210},         {ID_ENTROPY_SEED, 64, 0x290},
    {30, 32, 0x2D0},
};

static uint8_t *const primary = (uint8_t *)OTP_AREA;
static uint8_t *const backup = (uint8_t *)OTP_BACKUP;

static const struct element *find(uint32_t id)
{
    for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (elements[i].id == id)
            return &elements[i];
    }
    return NULL;
}

static void count(void)
{
    REG(primary + SWAP_COUNT) = REG(primary + SWAP_COUNT) + 1;
    memcpy(backup, primary, AREA_SIZE);
}

__attribute__((noinline)) uint32_t tfm_plat_otp_init(void)
{
    if (REG(primary) == MAGIC)
        return OTP_SUCCESS;
    memset(primary, 0, AREA_SIZE);
    REG(primary) = MAGIC;
    count();
    count();
    return OTP_SUCCESS;
}

__attribute__((noinline)) uint32_t tfm_plat_otp_read(uint32_t id, size_t out_len, uint8_t *out)
{
    const struct element *element = find(id);
    if (element == NULL)
        return OTP_UNSUPPORTED;
    memcpy(out, primary + element->offset, out_len < element->size ? out_len : element->size);
    return OTP_SUCCESS;
}

__attribute__((noinline)) uint32_t tfm_plat_otp_write(uint32_t id, size_t in_len, const uint8_t *in)
{
    const struct element *element = find(id);
    if (element == NULL)
        return OTP_UNSUPPORTED;
    if (in_len > element->size)
        return OTP_INVALID_INPUT;
    /* A bit that is 1 stays 1; looked at for all bytes before the first one is written. */
    for (size_t i = 0; i < in_len; i++) {
        if ((primary[element->offset + i] | in[i]) != in[i])
            return OTP_INVALID_INPUT;
    }
    memcpy(primary + element->offset, in, in_len);
    count();
    return OTP_SUCCESS;
}

uint32_t otp_lifecycle(void)
{
    uint32_t state = 0xF;
    tfm_plat_otp_read(ID_LCS, sizeof(state), (uint8_t *)&state);
    return state;
}
