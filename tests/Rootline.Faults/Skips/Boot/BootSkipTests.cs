using Rootline.Chips.Boot;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Skips.Boot;

/// <summary>No single wrong condition and no single call left out starts a bad image.</summary>
public sealed class BootSkipTests(ITestOutputHelper output)
{
    [Fact]
    public void No_wrong_decision_of_the_boot_path_starts_a_bad_image()
    {
        var sweep = new SkipSweep();
        sweep.Cover(typeof(SecureBoot).Assembly, t => t.StartsWith("Rootline.Chips.Boot.", StringComparison.Ordinal) || t == "Rootline.Chips.Tfm.FlashOtpArea");
        sweep.Cover(typeof(ImageHeader).Assembly, t => t.StartsWith("Rootline.Formats.Mcuboot.", StringComparison.Ordinal) || t.StartsWith("Rootline.Formats.Tfm.", StringComparison.Ordinal));
        sweep.Cover(typeof(Ed25519).Assembly, t => t.StartsWith("Rootline.Core.Crypto.", StringComparison.Ordinal), StandsOnPointers);
        sweep.Go(typeof(BootSubject), Every);
        output.Tell($"boot path: {sweep.Variants} wrong decisions, {sweep.Runs} boots, {sweep.Allowed.Count} of them unauthorised");
        Assert.True(sweep.Allowed.Count == 0, string.Join('\n', sweep.Allowed.Order()));
    }

    // A library that is handed no key, context or message where one is due ends the process: nothing is started, and nothing is swept any more.
    private static bool StandsOnPointers(string type) => type is "Rootline.Core.Crypto.Ed25519" or "Rootline.Core.Crypto.X25519" or "Rootline.Core.Crypto.EvpRawKey";

    // The tests take each fourth variant of each case; ./bench/skip/run takes all.
    private static int Every => int.Parse(Environment.GetEnvironmentVariable("ROOTLINE_SKIP_EVERY") ?? "4", System.Globalization.CultureInfo.InvariantCulture);
}
