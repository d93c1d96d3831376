/* The vector table and the first instructions of an image: RAM is cleared before the first function, as a compiler's start-up does. */
#ifndef START_H
#define START_H

#include "board.h"

extern uint32_t image_stack[], image_bss_start[], image_bss_end[];
extern const uint32_t image_vectors[];

_Noreturn void image_main(void);

_Noreturn __attribute__((used)) static void image_reset(void)
{
    REG(SCB_VTOR) = (uint32_t)image_vectors;
    for (uint32_t *word = image_bss_start; word < image_bss_end; word++)
        *word = 0;
    image_main();
}

_Noreturn __attribute__((used)) static void image_fault(void)
{
    for (;;) {
    }
}

typedef void (*vector)(void);

/* Stack, reset, and one place for every exception of the core. */
__attribute__((section(".vectors"), used)) static const vector image_table[16] = {
    (vector)image_stack, image_reset, image_fault, image_fault, image_fault, image_fault, image_fault, image_fault,
    NULL,                NULL,        NULL,        image_fault, image_fault, NULL,        image_fault, image_fault,
};

#endif
