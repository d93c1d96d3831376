using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;

namespace Rootline.Bench.Benches;

/// <summary>Devices a second of the demo (card, chip, station and ledger in one process) beside the cost of its signatures alone.</summary>
internal static partial class DemoBench
{
    // What one device costs, read from the code. Card: checks NXP_PROD certificate, DIE certificate and response; signs two OEM
    // certificates, the log record and the answer; one key, one agreement. Chip: signs its response; checks the answer; two OEM
    // keys and one for the agreement; opens two SB2 files (self-signed certificate and file each). Station: checks the response.
    private const int Signs = 5;
    private const int Verifications = 5;
    private const int KeyPairs = 4;
    private const int Agreements = 2;
    private const int RsaVerifications = 4;

    public static BenchTable Run(BenchOptions options)
    {
        int devices = options.Quick ? 20 : 300;
        int rounds = options.RoundsOf(7, 2);
        List<double> clock = [], processor = [], limit = [];
        for (int round = 0; round < rounds; round++)
        {
            limit.Add(1 / SecondsOfSignatures(options.Quick ? 50 : 500));
            var (few, _) = Demo(options, 1);
            var (many, rate) = Demo(options, devices + 1);
            processor.Add(devices / (many - few));
            clock.Add(rate);
        }

        string peer = $"the signatures of one device alone, by the processor: P-256 {Signs} signatures, {Verifications} verifications, {KeyPairs} key pairs, {Agreements} agreements; RSA-2048 {RsaVerifications} verifications";
        BenchRow[] rows =
        [
            new($"demo of {devices} devices, by the processor", "devices a second and core", new(processor), new(limit), new Sample(processor).Over(new(limit)), "-"),
            new($"demo of {devices} devices, by the clock", "devices a second", new(clock), new(limit), new Sample(clock).Over(new(limit)), "-"),
        ];
        return new("demo", peer, rows, ["By the clock every device also waits for the disk: each commit of the ledger and of the card's file is synchronised."]);
    }

    private static (double Processor, double Rate) Demo(BenchOptions options, int devices)
    {
        string folder = Path.Combine(options.Folder, "demo");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        string number = devices.ToString(CultureInfo.InvariantCulture);
        var before = Child.ProcessorTimeSoFar;
        string text = Child.Text(options.Command, "demo", "--devices", number, "--quota", $"{devices + 1}", "--folder", folder);
        double processor = (Child.ProcessorTimeSoFar - before).TotalSeconds;
        Directory.Delete(folder, recursive: true);
        return (processor, double.Parse(Rate().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static double SecondsOfSignatures(int repeats)
    {
        var entropy = new SystemEntropy();
        using var key = P256PrivateKey.Generate(entropy);
        using var peer = P256PrivateKey.Generate(entropy);
        using var rsa = RSA.Create(2048);
        byte[] message = new byte[400], signature = key.Sign(message, entropy);
        byte[] rsaSignature = rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return (Signs * Seconds(repeats, () => key.Sign(message, entropy)))
            + (Verifications * Seconds(repeats, () => key.PublicKey.Verify(message, signature)))
            + (KeyPairs * Seconds(repeats, () => P256PrivateKey.Generate(entropy).Dispose()))
            + (Agreements * Seconds(repeats, () => key.Agree(peer.PublicKey).Dispose()))
            + (RsaVerifications * Seconds(repeats, () => rsa.VerifyData(message, rsaSignature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    private static double Seconds(int repeats, Action action)
    {
        for (int i = 0; i < repeats / 10; i++)
            action();
        var meter = new Meter();
        for (int i = 0; i < repeats; i++)
            action();
        return meter.Processor / repeats;
    }

    [GeneratedRegex(@"([0-9.]+) devices per second")]
    private static partial Regex Rate();
}
