/* The non-secure image: counts, so that a debugger sees that it runs. */
#include "board.h"

extern uint32_t image_stack[];

volatile uint32_t ns_count;

_Noreturn __attribute__((used)) void ns_main(void)
{
    for (ns_count = 0;; ns_count++) {
    }
}

typedef void (*vector)(void);

__attribute__((section(".vectors"), used)) static const vector image_table[16] = {(vector)image_stack, ns_main};
