/* The mps2-an521 as far as it is used here. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

#define UART0 0x50200000u
#define SCB_VTOR 0xE000ED08u
#define SCB_AIRCR 0xE000ED0Cu
#define SAU_CTRL 0xE000EDD0u
#define SAU_RNR 0xE000EDD8u
#define SAU_RBAR 0xE000EDDCu
#define SAU_RLAR 0xE000EDE0u
#define MPC_SSRAM1 0x58007000u
#define MPC_SSRAM2 0x58008000u

#define S_VECTORS 0x10080400u
#define NS_VECTORS 0x00100000u
#define OTP_AREA 0x10309000u
#define OTP_BACKUP 0x1030A000u

#define REG(address) (*(volatile uint32_t *)(address))

/* Prints a text as it is, without its terminating NUL. */
void console(const char *text);

/* Prints a text and the NUL behind it, as TF-M's secure image does. */
void console_with_nul(const char *text);

_Noreturn void system_reset(void);

void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);

#endif
