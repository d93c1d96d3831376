using Rootline.Formats.Files;

namespace Rootline.Fuzz.Targets;

/// <summary>Intel HEX: one record and whole files.</summary>
internal static class IntelHexTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("hex-record", Record, () => [":00000001FF"u8.ToArray(), ":020000040801F1"u8.ToArray(), ":0400100001020304E2"u8.ToArray()], 600),
        new("hex-file", File, Files, 2048),
    ];

    private static IEnumerable<byte[]> Files()
    {
        foreach (uint address in (uint[])[0, 0xFFF0, 0x0801FFE0])
        {
            using var text = new MemoryStream();
            using var writer = new IntelHexWriter(text, address);
            writer.Write(Samples.Bytes("hex", 50));
            writer.MoveTo(address + 100);
            writer.Write(Samples.Bytes("more", 3));
            writer.Finish();
            yield return text.ToArray();
        }
    }

    private static bool Record(byte[] input) => IntelHexRecord.Parse(input).Try(out var record, out _) && record.Data.Length <= 255;

    private static bool File(byte[] input)
    {
        using var source = new MemoryStream(input);
        var file = IntelHexFile.Open(source);
        var buffer = new byte[4096];
        long total = 0;
        using var bytes = file.OpenBytes();
        for (int read; total < 1 << 20 && (read = bytes.Read(buffer)) > 0;)
            total += read;
        return total == file.Length || total >= 1 << 20 ? true : throw new InvalidOperationException($"{total} bytes of {file.Length}");
    }
}
