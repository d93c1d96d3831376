namespace Rootline.Formats.Gdb;

/// <summary>Registers of a Cortex-M by their number in the protocol (feature <c>org.gnu.gdb.arm.m-profile</c>).</summary>
public enum CoreRegister
{
    /// <summary>First argument and result.</summary>
    R0 = 0,

    /// <summary>Second argument.</summary>
    R1 = 1,

    /// <summary>Third argument.</summary>
    R2 = 2,

    /// <summary>Fourth argument.</summary>
    R3 = 3,

    /// <summary>Kept over calls.</summary>
    R4 = 4,

    /// <summary>Kept over calls.</summary>
    R5 = 5,

    /// <summary>Kept over calls.</summary>
    R6 = 6,

    /// <summary>Kept over calls.</summary>
    R7 = 7,

    /// <summary>Kept over calls.</summary>
    R8 = 8,

    /// <summary>Kept over calls.</summary>
    R9 = 9,

    /// <summary>Kept over calls.</summary>
    R10 = 10,

    /// <summary>Kept over calls.</summary>
    R11 = 11,

    /// <summary>Scratch.</summary>
    R12 = 12,

    /// <summary>The stack pointer.</summary>
    Sp = 13,

    /// <summary>Where a function returns to, with bit 0 set for Thumb.</summary>
    Lr = 14,

    /// <summary>The next instruction, bit 0 clear.</summary>
    Pc = 15,

    /// <summary>The program status.</summary>
    Xpsr = 25,
}
