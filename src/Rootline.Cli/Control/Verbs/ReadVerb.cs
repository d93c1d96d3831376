using System.Text.Json;

namespace Rootline.Cli.Control.Verbs;

/// <summary>
/// <c>read</c> with <c>address</c> (in the flash, or its secure alias; of a Nordic part also its user information words) and
/// <c>length</c> (at most 65,536): memory as it is, also where no host may read. Ranges with keys are shown only on explicit request.
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
        byte[] bytes = bench.Chip.Inspect(body => body.Read(address, length, reveals));
        answer.WriteNumber("address", address);
        answer.WriteNumber("length", length);
        answer.WriteString("hex", Convert.ToHexStringLower(bytes));
    }
}
