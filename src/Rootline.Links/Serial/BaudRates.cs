using System.Collections.Frozen;

namespace Rootline.Links.Serial;

/// <summary>The standard rates and their termios constants (Linux).</summary>
internal static class BaudRates
{
    private static readonly FrozenDictionary<int, uint> Constants = new Dictionary<int, uint>
    {
        [1200] = 0x9,
        [2400] = 0xB,
        [4800] = 0xC,
        [9600] = 0xD,
        [19200] = 0xE,
        [38400] = 0xF,
        [57600] = 0x1001,
        [115200] = 0x1002,
        [230400] = 0x1003,
        [460800] = 0x1004,
        [500000] = 0x1005,
        [576000] = 0x1006,
        [921600] = 0x1007,
        [1000000] = 0x1008,
        [1152000] = 0x1009,
        [1500000] = 0x100A,
        [2000000] = 0x100B,
        [2500000] = 0x100C,
        [3000000] = 0x100D,
    }.ToFrozenDictionary();

    public static uint? Constant(int baud) => Constants.TryGetValue(baud, out uint constant) ? constant : null;
}
