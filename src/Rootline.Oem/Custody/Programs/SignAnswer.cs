using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.Programs;

/// <summary>What a program answers: one JSON object <c>{"rootline-sign":1,"signature":BASE64}</c>.</summary>
public static class SignAnswer
{
    /// <summary>Longest answer in bytes: some times that of the longest signature.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Reads an answer.</summary>
    /// <param name="output">The program's whole standard output.</param>
    /// <returns>The signature, not verified yet.</returns>
    public static Parsed<byte[]> Read(ReadOnlyMemory<byte> output)
    {
        if (output.Length > MaxLength)
            return ProgramFaults.Answer.Fault($"the answer has more than {MaxLength} bytes");
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal) is var names && !names.SequenceEqual([SignRequest.Protocol, "signature"]))
                return ProgramFaults.Answer.Fault($"the answer is not an object of the two members {SignRequest.Protocol} and signature");
            if (root.GetProperty(SignRequest.Protocol) is not { ValueKind: JsonValueKind.Number } version || !version.TryGetInt32(out int number) || number != SignRequest.Version)
                return ProgramFaults.Answer.Fault($"the answer is not of version {SignRequest.Version}");
            return root.GetProperty("signature") is { ValueKind: JsonValueKind.String } text && text.TryGetBytesFromBase64(out byte[]? signature) && signature.Length > 0
                ? signature
                : ProgramFaults.Answer.Fault("the signature is not in Base64");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second for text that is no UTF-8
        {
            return ProgramFaults.Answer.Fault(output.IsEmpty ? "there is no answer" : "the answer is not JSON");
        }
    }
}
