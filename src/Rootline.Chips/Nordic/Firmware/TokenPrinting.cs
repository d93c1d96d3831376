using Rootline.Formats.Nordic.Console;

namespace Rootline.Chips.Nordic.Firmware;

/// <summary>Prints a token as the example applications for TF-M do: its length, then a hex dump.</summary>
internal static class TokenPrinting
{
    private const string Module = "tfm_psa_template";

    /// <summary>Prints a token.</summary>
    /// <param name="uart">Where to.</param>
    /// <param name="token">The token.</param>
    public static void Print(ChipUart uart, ReadOnlySpan<byte> token)
    {
        uart.Log("inf", Module, TokenDump.Announce(token.Length));
        foreach (string line in TokenDump.LinesOf(token))
            uart.Print(line);
    }
}
