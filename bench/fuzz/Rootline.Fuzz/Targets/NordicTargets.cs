using System.Text;
using Rootline.Formats.Consoles;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.Fuzz.Targets;

/// <summary>What Nordic's parts keep and say.</summary>
internal static class NordicTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("nordic-area", Area, () => [.. ProvisionLayout.All.SelectMany(l => new[] { Sample(l).ToBytes(l.FixedLength), (Sample(l) with { Boot = Boot(l) }).ToBytes(256) })], ProvisionArea.MaxLength),
        new("nordic-firmware", Firmware, () => [new NordicFirmware(NordicFirmwareKind.Tfm, 0, 0xFF8100, new byte[32]).ToImage(0, 0)], 128),
        new("nordic-console", Console, () => [[.. ProvisioningMessages.Marks.SelectMany(m => Encoding.ASCII.GetBytes($"[00:00:00.250,000] <inf> image: {m.Text}\r\n"))]], 2048),
    ];

    private static ProvisionArea Sample(ProvisionLayout layout) => new() { Layout = layout, Lifecycle = LifecycleWords.ErasedOf(layout.WordLength), ImplementationId = ProvisionArea.DefaultImplementationId() };

    private static BootArea Boot(ProvisionLayout layout) => new(
        0x9000, 0x19000, [new(0, true, new byte[16]), new(1, false, new byte[16])], [new(1, layout.WordLength == 2 ? [0xFFFE, 0xFFFF] : [0xFFFFFFFE, 0xFFFFFFFF]) { SlotLength = layout.WordLength }], [new(1, "0604565272829-10010"u8.ToArray())]);

    // No layout is passed over when an earlier one was read.
    private static bool Area(byte[] input) => ProvisionLayout.All.Select(l => Area(input, l)).ToList().Contains(true);

    private static bool Area(byte[] input, ProvisionLayout layout) => ProvisionArea.Parse(input, layout).Try(out var area, out _)
        && Canonical.Demand(input, area.ToBytes(input.Length))
        && (area.Boot?.Counters ?? []).All(c => layout.WordLength == sizeof(uint) || c.Current <= ushort.MaxValue);

    private static bool Firmware(byte[] input) => NordicFirmware.Parse(input).Try(out var firmware, out _)
        && Canonical.Demand(input.AsSpan(8, 48), firmware.ToImage(0, 0).AsSpan(8, 48));

    private static bool Console(byte[] input)
    {
        var lines = new ConsoleText();
        var console = new ProvisioningConsole();
        var token = new TokenDump();
        foreach (string text in lines.Take(input))
        {
            var line = ZephyrLine.Of(text);
            console.Take(line);
            token.Take(line);
        }

        return console.HasSucceeded || token.Token is not null;
    }
}
