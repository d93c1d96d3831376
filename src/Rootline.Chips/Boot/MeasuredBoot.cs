using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;

namespace Rootline.Chips.Boot;

/// <summary>
/// What the boot code leaves to the firmware: for each image its boot record with the digest that was computed, and its version.
/// The record is the one that the signature covers, and no other. Source: mcuboot-boot-and-update section 12.
/// </summary>
internal static class MeasuredBoot
{
    private const int LongestRecord = 132;
    private const int LongestRecordOfLongDigests = 164;

    /// <summary>The shared data; null where nothing is measured.</summary>
    /// <param name="state">The boot code.</param>
    /// <param name="choice">The images that are started.</param>
    /// <exception cref="BootRefusedException">An image without a usable record.</exception>
    public static SharedData? Of(LoaderState state, BootChoice choice)
    {
        if (!state.Code.Demands(BootRuleSet.Measured))
            return null;
        var data = new SharedData();
        for (int image = 0; image < choice.Verdicts.Count; image++)
        {
            var verdict = choice.Verdicts[image];
            Add(data, SharedEntry.BootRecordOf(image), Record(state, verdict));
            var version = new byte[ImageVersion.Length];
            verdict.Header!.Version.Write(version, ImageByteOrder.Little);
            Add(data, SharedEntry.VersionOf(image), version);
        }

        return data;
    }

    private static byte[] Record(LoaderState state, CheckedImage verdict)
    {
        var entry = verdict.Tlvs!.Protected?.Entries.FirstOrDefault(e => e.Type == TlvType.BootRecord)
            ?? throw Refuse("there is no boot record that the signature covers");
        int longest = state.Code.Digest == ImageDigest.Sha256 ? LongestRecord : LongestRecordOfLongDigests;
        if (entry.Value.Length <= verdict.Digest.Length || entry.Value.Length > longest)
            throw Refuse($"the boot record has {entry.Value.Length} bytes; {verdict.Digest.Length + 1} to {longest} are taken");
        byte[] record = entry.Value.ToArray();
        verdict.Digest.CopyTo(record.AsSpan(record.Length - verdict.Digest.Length));
        return record;
    }

    private static void Add(SharedData data, ushort type, ReadOnlySpan<byte> value)
    {
        if (data.Add(type, value, BootMachine.SharedDataLength) is { } fault)
            throw Refuse(fault.What);
    }

    private static BootRefusedException Refuse(string what) => new(new(BootRules.BootRecord, what));
}
