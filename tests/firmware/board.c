#include "board.h"

static void put(char c)
{
    while (REG(UART0 + 4) & 1u) {
    }
    REG(UART0) = (uint8_t)c;
}

static void enable(void)
{
    REG(UART0 + 16) = 16;
    REG(UART0 + 8) = 1;
}

void console(const char *text)
{
    enable();
    while (*text != 0)
        put(*text++);
}

void console_with_nul(const char *text)
{
    console(text);
    put(0);
}

_Noreturn void system_reset(void)
{
    __asm volatile("dsb");
    REG(SCB_AIRCR) = 0x05FA0004u;
    __asm volatile("dsb");
    for (;;) {
    }
}

void *memcpy(void *to, const void *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((uint8_t *)to)[i] = ((const uint8_t *)from)[i];
    return to;
}

void *memset(void *to, int value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((uint8_t *)to)[i] = (uint8_t)value;
    return to;
}
