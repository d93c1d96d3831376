using Rootline.Formats.Iso7816;
using Rootline.TestSupport;

namespace Rootline.Tests.Cards;

/// <summary>The APDUs that the original's programs exchanged with a card: load, then one device.</summary>
public static class RecordedConversation
{
    private const string File = "spsdk-tp/traces/apdu-tpconfig-load-and-tphost-load.txt";

    /// <summary>Commands with their answers, in order.</summary>
    public static IReadOnlyList<(CommandApdu Command, ResponseApdu Answer)> Read()
    {
        var lines = System.Text.Encoding.ASCII.GetString(Vectors.Read(File)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var pairs = new List<(CommandApdu, ResponseApdu)>();
        for (int i = 0; i + 1 < lines.Length; i += 2)
            pairs.Add((CommandApdu.Parse(Bytes(lines[i], '>')).OrThrow(), ResponseApdu.Parse(Bytes(lines[i + 1], '<')).OrThrow()));
        return pairs;
    }

    private static byte[] Bytes(string line, char mark) =>
        line[0] == mark ? Convert.FromHexString(line[1..].Trim()) : throw new InvalidDataException($"the trace has {line[0]} where {mark} belongs");
}
