namespace Rootline.Formats.Tfm.Console;

/// <summary>A line of a console.</summary>
/// <param name="Level">What its tag says.</param>
/// <param name="Event">What it tells of.</param>
/// <param name="Text">Its text without tag, colours and bytes that are not printable.</param>
public sealed record ConsoleLine(ConsoleLevel Level, ConsoleEvent Event, string Text)
{
    private static readonly (string Start, ConsoleEvent Event)[] Known =
    [
        ("Starting bootloader", ConsoleEvent.BootloaderStarted),
        ("Beginning BL1 provisioning", ConsoleEvent.Bl1Provisioning),
        ("Beginning BL2 provisioning", ConsoleEvent.Bl2Provisioning),
        ("Beginning TF-M provisioning", ConsoleEvent.SecureProvisioning),
        ("Beginning provisioning", ConsoleEvent.Bl2Provisioning),
        ("TFM_DUMMY_PROVISIONING is not suitable for production!", ConsoleEvent.DummyBuild),
        ("This device was provisioned with dummy keys.", ConsoleEvent.DummyKeys),
        ("No valid ASSEMBLY_AND_TEST provisioning data found", ConsoleEvent.NoAssemblyData),
        ("No valid PSA_ROT provisioning data found", ConsoleEvent.NoPsaRotData),
        ("Provisioning failed", ConsoleEvent.ProvisioningFailed),
        ("OTP system initialization failed", ConsoleEvent.OtpFailed),
        ("Waiting for provisioning bundle", ConsoleEvent.WaitingForBundle),
        ("Running provisioning bundle", ConsoleEvent.RunningBundle),
        ("Image in the primary slot is not valid!", ConsoleEvent.ImageRefused),
        ("Unable to find bootable image", ConsoleEvent.ImageRefused),
        ("Jumping to the first image slot", ConsoleEvent.SecureStarting),
        ("Booting TF-M", ConsoleEvent.SecureBooted),
        ("Non-Secure system starting...", ConsoleEvent.NonSecureStarted),
    ];

    private static readonly (string Tag, ConsoleLevel Level)[] Tags = [("[INF]", ConsoleLevel.Info), ("[WRN]", ConsoleLevel.Warning), ("[ERR]", ConsoleLevel.Error)];

    /// <summary>Reads a line.</summary>
    /// <param name="text">Printable text.</param>
    internal static ConsoleLine Of(string text)
    {
        var (tag, level) = Tags.FirstOrDefault(t => text.StartsWith(t.Tag, StringComparison.Ordinal));
        string rest = tag is null ? text : text[tag.Length..].TrimStart(' ');
        return new(level, Known.FirstOrDefault(k => rest.StartsWith(k.Start, StringComparison.Ordinal)).Event, rest);
    }

    /// <summary>Where a boot begins inside a text that a reset cut off; -1 when it does not.</summary>
    /// <param name="text">Printable text.</param>
    internal static int BootInside(string text) => text.IndexOf("[INF] Starting bootloader", StringComparison.Ordinal);
}
