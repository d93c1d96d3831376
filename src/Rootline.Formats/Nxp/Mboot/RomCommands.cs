namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// Which commands the ROM of a family has. Source: nxp-mboot sections 3 and 7; what a list does not name, the ROM does not know
/// (10000), trust provisioning among it.
/// </summary>
public static class RomCommands
{
    private static readonly CommandTag[] Proven =
    [
        CommandTag.FlashEraseRegion, CommandTag.ReadMemory, CommandTag.WriteMemory, CommandTag.GetProperty,
        CommandTag.ReceiveSbFile, CommandTag.Reset,
    ];

    private static readonly CommandTag[] Unproven =
    [
        CommandTag.FlashEraseAll, CommandTag.FillMemory, CommandTag.FlashSecurityDisable, CommandTag.Execute, CommandTag.Call,
        CommandTag.SetProperty, CommandTag.FlashEraseAllUnsecure, CommandTag.FlashProgramOnce, CommandTag.FlashReadOnce,
        CommandTag.FlashReadResource, CommandTag.ConfigureMemory, CommandTag.ReliableUpdate, CommandTag.KeyProvisioning,
    ];

    private static readonly CommandTag[] Fuses = [CommandTag.FuseProgram, CommandTag.FuseRead];

    /// <summary>Families whose secrets lie in a key store behind a PUF: LPC55S6x, S2x, S1x, S0x.</summary>
    public static IReadOnlyList<RomCommand> WithKeyStore { get; } = List(Unproven);

    /// <summary>Families that have fuses as well and take provisioning data: LPC55S3x, MCXN.</summary>
    public static IReadOnlyList<RomCommand> WithFuses { get; } = List([.. Unproven, .. Fuses]);

    /// <summary>The commands of a family's ROM, ascending.</summary>
    /// <param name="family">The family.</param>
    public static IReadOnlyList<RomCommand> Of(Family family) => family.UsesProvisioningData ? WithFuses : WithKeyStore;

    private static List<RomCommand> List(CommandTag[] unproven) =>
        [.. Proven.Select(t => new RomCommand(t, true)).Concat(unproven.Select(t => new RomCommand(t, false))).OrderBy(c => c.Tag)];
}
