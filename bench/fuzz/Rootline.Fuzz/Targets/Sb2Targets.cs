using Rootline.Core.Bytes;
using Rootline.Core.Entropy;
using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;

namespace Rootline.Fuzz.Targets;

/// <summary>SB2.1 files: as they come, and the parts that only a right key or signature would show.</summary>
internal static class Sb2Targets
{
    private static readonly byte[] Kek = Samples.Bytes("sb kek", 32);
    private static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Sb2Identity> Signer = new(() => Sb2Identity.SelfSigned(Core.Crypto.RsaKeys.Generate(new SystemEntropy()), "Fuzz", new(Time, new SystemEntropy())));

    private static IReadOnlyList<Sb2Command> Commands =>
    [
        new EraseCommand(0, 0x8000), new LoadCommand(0, Samples.Bytes("image", 48)), new FillCommand(0x20000000, 16, 0xA5A5A5A5), new NopCommand(),
        new CallCommand(0x100, 1), new MemoryEnableCommand(0x100, 4, new(9, 1)), new ProgramCommand(3, 1, 2, default), new ProgramCommand(3, 1, null, default),
        new VersionCheckCommand(true, 3), new KeyStoreSaveCommand(0x200, default), new KeyStoreRestoreCommand(0x200, default),
        new JumpCommand(0x400, 2, 0x20001000), new JumpCommand(0x400, 2), new ResetCommand(),
    ];

    public static IEnumerable<FuzzTarget> All =>
    [
        new("sb2-structure", Structure, Files, 4096),
        new("sb2-open", Open, Files, 4096),
        new("sb2-certificates", Certificates, () => [Blocks(2000), Signer.Value.Certificate], 2048),
        new("sb2-commands", ReadCommands, () => Commands.Select(c => Plain([c])).Append(Plain(Commands)), 512),
    ];

    private static bool Structure(byte[] input)
    {
        if (Sb2Header.Parse(input).Try(out var header, out _))
            header.ToBytes();
        return Sb2Structure.Walk(input).Try(out var structure, out _)
            && Canonical.Demand(input.AsSpan(Sb2Format.CertificateBlockOffset, structure.Certificates.Length), structure.Certificates.ToBytes());
    }

    private static bool Open(byte[] input)
    {
        Sb2File.CheckOrigin(input, Sb2Anchor.None);
        return Sb2File.Open(input, Kek, default).Try(out var contents, out _) && contents.Commands.Any();
    }

    private static bool Certificates(byte[] input)
    {
        if (RsaCertificate.Parse(input).Try(out var certificate, out _))
            certificate.IsSignedBy(certificate);
        return CertificateBlock.Parse(input).Try(out var block, out _) && block.CheckChain() is null | Canonical.Demand(input.AsSpan(0, block.Length), block.ToBytes());
    }

    private static bool ReadCommands(byte[] input)
    {
        var plain = new byte[Alignment.Up(input.Length, Sb2Format.Block)];
        input.CopyTo(plain, 0);
        MendChecksums(plain);
        var runner = new Kept();
        using var intake = new Sb2CommandIntake(runner);
        return intake.Take(plain, 0) == 0 && Canonical.Demand(plain, Plain(runner.Commands));
    }

    // A checksum of one byte in each block is no secret: with it made good the fields behind it are reached. In blocks that
    // are the data of a load command this changes a byte of data, and the fuzzer has others.
    private static void MendChecksums(Span<byte> plain)
    {
        for (; !plain.IsEmpty; plain = plain[Sb2Format.Block..])
        {
            int sum = 0x5A;
            foreach (byte b in plain[1..Sb2Format.Block])
                sum += b;
            if (plain[0] == 0)
                plain[0] = (byte)sum;
        }
    }

    private static byte[] Plain(IReadOnlyList<Sb2Command> commands)
    {
        var bytes = new byte[commands.Sum(c => c.Blocks) * Sb2Format.Block];
        int offset = 0;
        foreach (var command in commands)
        {
            command.Header.Write(bytes.AsSpan(offset));
            command.WritePayload(bytes.AsSpan(offset + Sb2CommandHeader.Length));
            offset += command.Blocks * Sb2Format.Block;
        }

        return bytes;
    }

    private static byte[] Blocks(uint imageLength) =>
        new CertificateBlock(1, imageLength, [RsaCertificate.Parse(Signer.Value.Certificate).OrThrow()], Signer.Value.RootKeys).ToBytes();

    private static IEnumerable<byte[]> Files()
    {
        foreach (bool digest in (bool[])[false, true])
        {
            var request = new Sb2Request([new(1, Commands), new(2, [new NopCommand()], 1)], [Signer.Value.Certificate], Signer.Value.RootKeys, Time) { WithDigest = digest };
            yield return Sb2Writer.Write(request, Kek, Samples.Entropy, Signer.Value.Sign).OrThrow();
        }
    }

    private sealed class Kept : ISb2Runner
    {
        public List<Sb2Command> Commands { get; } = [];

        public void Enter(uint id, int macCount)
        {
        }

        // What a load points into is used again.
        public uint Run(Sb2Command command)
        {
            Commands.Add(command is LoadCommand load ? load with { Data = load.Data.ToArray(), Padding = load.Padding.ToArray() } : command);
            return 0;
        }
    }
}
