namespace Rootline.Formats.Tfm.Console;

/// <summary>One boot in a console's log: from BL2's first line to the next one's.</summary>
/// <param name="Lines">Its lines.</param>
public sealed record ConsoleBoot(IReadOnlyList<ConsoleLine> Lines)
{
    /// <summary>Whether the device works: its non-secure image came up.</summary>
    public bool IsUp => Tells(ConsoleEvent.NonSecureStarted);

    /// <summary>Whether the firmware burns, or burned, the published dummy values.</summary>
    public bool IsDummy => Tells(ConsoleEvent.DummyBuild) || Tells(ConsoleEvent.DummyKeys);

    /// <summary>Whether data were taken, or asked for.</summary>
    public bool IsProvisioning => Tells(ConsoleEvent.Bl1Provisioning) || Tells(ConsoleEvent.Bl2Provisioning) || Tells(ConsoleEvent.SecureProvisioning);

    /// <summary>The line that says why the device does not come up; null when none does.</summary>
    public ConsoleLine? Failure => Lines.FirstOrDefault(l =>
        l.Event is ConsoleEvent.NoAssemblyData or ConsoleEvent.NoPsaRotData or ConsoleEvent.ProvisioningFailed or ConsoleEvent.OtpFailed or ConsoleEvent.ImageRefused);

    /// <summary>Splits a log into its boots; what comes before the first one is a boot whose beginning was not seen.</summary>
    /// <param name="lines">The lines of the log.</param>
    public static IReadOnlyList<ConsoleBoot> Split(IEnumerable<ConsoleLine> lines)
    {
        List<List<ConsoleLine>> boots = [];
        foreach (var line in lines)
        {
            if (boots.Count == 0 || line.Event == ConsoleEvent.BootloaderStarted)
                boots.Add([]);
            boots[^1].Add(line);
        }

        return [.. boots.Select(b => new ConsoleBoot(b))];
    }

    /// <summary>Whether a line tells of something.</summary>
    /// <param name="what">The event.</param>
    public bool Tells(ConsoleEvent what) => Lines.Any(l => l.Event == what);
}
