using System.Security.Cryptography;

namespace Rootline.Bench.Benches;

/// <summary>
/// Signing, verifying and converting an image of 16 MiB beside <c>openssl dgst -sha256</c> of the same file, in the same rounds.
/// The work is the time on the clock less that of <c>rootline --version</c>: what the command needs to start is in <c>start</c>.
/// </summary>
internal static class ImageBench
{
    private const int Bytes = 16 << 20;
    private const double MostTimes = 3;
    private const double MostSeconds = 1;
    private const double MostMegabytes = 80;

    public static BenchTable Run(BenchOptions options)
    {
        string folder = Path.Combine(options.Folder, "image");
        Directory.CreateDirectory(folder);
        string payload = Path.Combine(folder, "payload.bin"), key = Path.Combine(folder, "key.pem"), signed = Path.Combine(folder, "signed.bin");
        File.WriteAllBytes(payload, RandomNumberGenerator.GetBytes(options.Quick ? Bytes / 16 : Bytes));
        File.Delete(key);
        Child.Text(options.Command, "image", "keygen", "-k", key, "-t", "ecdsa-p256");
        string[] sign = ["image", "sign", "-k", key, "-v", "1.2.3", "-H", "0x200", "--pad-header", "-S", "0x1800000", payload];
        List<double> digest = [], signing = [], verifying = [], processor = [], memory = [];
        int rounds = options.RoundsOf(15, 3);
        for (int round = -1; round < rounds; round++)
        {
            double openssl = Clock("openssl", "dgst", "-sha256", payload);
            double start = Clock(options.Command, "--version");
            double signs = Clock(options.Command, [.. sign, signed]) - start;
            double verifies = Clock(options.Command, "image", "verify", "-k", key, signed) - start;
            var hex = ChildUsage.Of(options.Command, [.. sign, "-x", "0x10000", Path.Combine(folder, "signed.hex")]);
            // The first round warms the page cache.
            if (round < 0)
                continue;
            digest.Add(openssl);
            signing.Add(signs);
            verifying.Add(verifies);
            processor.Add(hex.Seconds);
            memory.Add(hex.Megabytes);
        }

        Directory.Delete(folder, recursive: true);
        var peer = new Sample(digest);
        int mebibytes = options.Quick ? 1 : Bytes >> 20;
        return new("image", "openssl dgst -sha256 of the same file, by the clock, in turns with ours; a limit for HEX (the ratio is ours over it)",
        [
            new($"sign {mebibytes} MiB (P-256), less the start", "s, by the clock", new(signing), peer, new Sample(signing).Over(peer), $"under {MostTimes:0} times"),
            new($"verify {mebibytes} MiB (P-256), less the start", "s, by the clock", new(verifying), peer, new Sample(verifying).Over(peer), $"under {MostTimes:0} times"),
            new($"sign {mebibytes} MiB into Intel HEX", "s, user + system", new(processor), Sample.Of(MostSeconds), new Sample(processor).Over(Sample.Of(MostSeconds)), $"under {MostSeconds:0} s"),
            new($"sign {mebibytes} MiB into Intel HEX", "MB at most", new(memory), Sample.Of(MostMegabytes), new Sample(memory).Over(Sample.Of(MostMegabytes)), $"under {MostMegabytes:0} MB"),
        ],
        ["The start is that of rootline --version in the same round."]);
    }

    private static double Clock(string program, params string[] arguments)
    {
        var meter = new Meter();
        Child.Text(program, arguments);
        return meter.Clock;
    }
}
