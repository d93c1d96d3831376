using System.Text.Json;
using Rootline.Chips.Lpc55;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>read</c> with <c>address</c> (in the flash, or its secure alias) and <c>length</c> (at most 65,536): the flash as it is,
/// also where no host may read. The pages with keys are shown only on explicit request.
/// </summary>
internal sealed class ReadVerb : IControlVerb
{
    /// <inheritdoc/>
    public string Name => "read";

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields => ["address", "length", ControlRequest.RevealField];

    /// <inheritdoc/>
    public void Run(ControlRequest request, ChipControls bench, Utf8JsonWriter answer)
    {
        uint address = (uint)request.Number("address", 0, uint.MaxValue);
        int length = (int)request.Number("length", 1, ControlLimits.LongestRead);
        bool reveals = request.Reveals;
        byte[] bytes = bench.Chip.Inspect(core => Read(core, address, length, reveals));
        answer.WriteNumber("address", address);
        answer.WriteNumber("length", length);
        answer.WriteString("hex", Convert.ToHexStringLower(bytes));
    }

    private static byte[] Read(ChipCore core, uint address, int length, bool reveals)
    {
        int offset = core.FlashOffset(address);
        if (offset < 0 || (long)offset + length > core.Profile.Flash.Size)
            throw ControlFaults.Request.Exception($"{length} bytes at 0x{address:X8} do not lie in the flash");
        if (!reveals && (Overlaps(offset, length, core.Profile.KeyStore, ChipProfile.PageLength) || Overlaps(offset, length, core.Profile.Session, SessionStore.Length)))
            throw ControlFaults.Secret.Exception($"{length} bytes at 0x{address:X8} reach into the key store or the session");
        return core.Flash.Read(offset, length) ?? throw ControlFaults.Unreadable.Exception($"a word in {length} bytes at 0x{address:X8} is unreadable");
    }

    private static bool Overlaps(int offset, int length, int start, int extent) => offset < start + extent && start < offset + length;
}
