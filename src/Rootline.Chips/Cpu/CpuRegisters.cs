using Rootline.Formats.Gdb;

namespace Rootline.Chips.Cpu;

/// <summary>The registers of a virtual core.</summary>
public sealed class CpuRegisters
{
    /// <summary>The program status at a reset: Thumb code.</summary>
    public const uint Thumb = 0x0100_0000;

    private readonly uint[] _general = new uint[16];

    /// <summary>The program status.</summary>
    public uint Xpsr { get; set; } = Thumb;

    /// <summary>First argument and result.</summary>
    public uint R0
    {
        get => _general[0];
        set => _general[0] = value;
    }

    /// <summary>The stack pointer.</summary>
    public uint Sp
    {
        get => _general[13];
        set => _general[13] = value & ~3u;
    }

    /// <summary>Where a function returns to, with bit 0 set.</summary>
    public uint Lr
    {
        get => _general[14];
        set => _general[14] = value;
    }

    /// <summary>The next instruction.</summary>
    public uint Pc
    {
        get => _general[15];
        set => _general[15] = value & ~1u;
    }

    /// <summary>A register by its name.</summary>
    /// <param name="register">Which.</param>
    public uint this[CoreRegister register]
    {
        get => register == CoreRegister.Xpsr ? Xpsr : _general[(int)register];
        set
        {
            switch (register)
            {
                case CoreRegister.Xpsr:
                    Xpsr = value;
                    break;
                case CoreRegister.Pc:
                    Pc = value;
                    break;
                case CoreRegister.Sp:
                    Sp = value;
                    break;
                default:
                    _general[(int)register] = value;
                    break;
            }
        }
    }

    /// <summary>Everything as after a reset.</summary>
    public void Reset()
    {
        Array.Clear(_general);
        Xpsr = Thumb;
    }
}
