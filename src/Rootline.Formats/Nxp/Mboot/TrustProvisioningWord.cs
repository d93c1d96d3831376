namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// The first parameter of command 16 for the OEM operations: operation, argument count, version 0 and the sentinel 17, from
/// the low byte up. The sentinel keeps these apart from the classic operations, whose first parameter is a small number.
/// </summary>
public static class TrustProvisioningWord
{
    private const uint Sentinel = 0x17u << 24;

    /// <summary>The word of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">How many words follow.</param>
    public static uint Of(TrustProvisioningOperation operation, byte arguments) =>
        Sentinel | ((uint)arguments << 8) | (byte)operation;

    /// <summary>Which OEM operation a packet asks for.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The operation (possibly without a name), or null when the packet is not of this form.</returns>
    public static TrustProvisioningOperation? OperationOf(CommandPacket packet) =>
        packet is { Tag: CommandTag.TrustProvisioning, HasDataPhase: false, Parameters: [var word, .. var arguments] }
        && word == Of((TrustProvisioningOperation)(byte)word, (byte)arguments.Length)
            ? (TrustProvisioningOperation)(byte)word
            : null;
}
