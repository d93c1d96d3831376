using System.Buffers.Binary;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Trust;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Rootline.Tests.Formats.Nxp.Mboot;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>
/// The recorded client against our chip: its frames in order, with a live challenge and live wrapped data of the recorded
/// lengths in place of the recorded ones. Every answer must be the recorded one, byte for byte, but for the chip's response
/// to the challenge, of which form and length must agree. Our ROM departs from the recorded target nowhere in this
/// conversation; outside of it the target did no access control at all, which the other tests of this folder replace.
/// </summary>
public sealed class RecordedConversationTests : IDisposable
{
    private readonly ChipBench? _bench = Vectors.Folder is null ? null : new(SampleChip.Make(), anyFirmware: true);
    private readonly TpChallenge _challenge = new(new SystemEntropy().Bytes(TpChallenge.RandomLength), new OemKeyFlags(0, 2).Value);
    private readonly List<byte> _response = [];
    private CommandPacket _command = ResetCommand.Packet;
    private byte[]? _live;
    private int _taken;

    public void Dispose() => _bench?.Dispose();

    [VectorFact]
    public void The_chip_says_what_the_recorded_target_said()
    {
        int answers = 0;
        foreach (var (fromHost, bytes) in Recording.Runs())
        {
            if (fromHost)
            {
                foreach (var frame in Frames(bytes))
                    Feed(frame);
                continue;
            }

            Compare(Frames(bytes), Frames(Said()), $"run {answers++}");
        }

        Assert.Equal(65, answers);
        AssertProvisioned();
    }

    private void Feed(Frame frame)
    {
        if (frame.Type == FrameType.Command)
            Begin(CommandPacket.Parse(frame.Payload.Span).OrThrow());
        else if (frame.Type == FrameType.Data && _live is not null)
        {
            frame = Frame.Data(_live.AsMemory(_taken, frame.Payload.Length));
            _taken += frame.Payload.Length;
        }

        _bench!.Chip.Device.Receive(frame.ToBytes());
    }

    private void Begin(CommandPacket command)
    {
        (_command, _live, _taken) = (command, null, 0);
        if (!WriteMemoryCommand.Parse(command).Try(out var write, out _) || write.Address != ChipBench.Buffer)
            return;
        _live = write.Length == TpChallenge.Length ? _challenge.ToBytes() : Wrap();
        Assert.Equal(write.Length, (uint)_live.Length);
    }

    private void Compare(List<Frame> recorded, List<Frame> said, string place)
    {
        Assert.Equal(Shape(recorded), Shape(said));
        bool isResponse = ReadMemoryCommand.Parse(_command).Try(out var read, out _) && read.Address == ChipBench.Buffer;
        for (int i = 0; i < recorded.Count; i++)
        {
            if (isResponse && said[i].Type == FrameType.Data)
                _response.AddRange(said[i].Payload.Span);
            else
                Assert.Equal($"{place}: {Convert.ToHexString(recorded[i].ToBytes())}", $"{place}: {Convert.ToHexString(said[i].ToBytes())}");
        }

        static string Shape(List<Frame> frames) => string.Join(" ", frames.Select(f => $"{f.Type}/{f.Payload.Length}"));
    }

    // The recorded card's answer with what belongs to this chip and this session put in.
    private byte[] Wrap()
    {
        var response = TpResponse.Parse(_response.ToArray()).OrThrow();
        Assert.Equal(_challenge.Random.ToArray(), response.Statement.Challenge.ToArray());
        var recorded = WrappedData.Parse(Vectors.Read("spsdk-tp/traces/x_wrapped_data.bin")).OrThrow().Content;
        var entropy = new SystemEntropy();
        using var mine = P256PrivateKey.Generate(entropy);
        using var peer = P256PublicKey.FromPoint(response.Statement.AgreementKey.Span)!;
        using var shared = mine.Agree(peer);
        using var keys = SessionKeys.Derive(shared.Span, SessionConstants.Virtual);
        using var secrets = Secrets();
        using var plaintext = secrets.ToPlaintext([]);
        using var cardKey = SampleChip.CardKey();
        var content = recorded with
        {
            AgreementKey = mine.PublicKey.Raw.ToArray(),
            Envelope = Envelope.Seal(plaintext, keys, recorded.Envelope.Iv),
            DieCertificate = response.Statement.DieCertificate,
        };
        return WrappedData.Sign(content, cardKey, entropy);
    }

    private static ProvisionedSecrets Secrets()
    {
        using var sb = KeyFile.ReadKek(SampleChip.Read("sb_kek_example.txt")).OrThrow();
        using var user = KeyFile.ReadKek(SampleChip.Read("user_kek_example.txt")).OrThrow();
        return new()
        {
            SbKek = ChipLab.InStoreOrder(sb),
            UserKek = ChipLab.InStoreOrder(user),
            Cfpa = Secret.CopyOf(SampleChip.Read("cfpa_example.bin")),
            Cmpa = Secret.CopyOf(SampleChip.Read("cmpa_example.bin")),
        };
    }

    private void AssertProvisioned()
    {
        var chip = _bench!.Chip;
        Assert.True(chip.IsProvisioned);
        Assert.Equal(1, chip.ProductFiles);
        Assert.Equal(SampleChip.Read("cmpa_example.bin"), chip.Inside.Pfr.Cmpa!.Bytes.ToArray());
        Assert.Equal(SampleChip.Read("cfpa_example.bin"), chip.Inside.Pfr.Cfpa.Bytes.ToArray());
        var recorded = WrappedData.Parse(Vectors.Read("spsdk-tp/traces/x_wrapped_data.bin")).OrThrow().Content;
        Assert.Equal(2, recorded.OemCertificates.Count);
        Assert.All(recorded.OemCertificates, c => Assert.Equal(
            c.Der.ToArray(), chip.Inside.Flash.Read(chip.Inside.FlashOffset(c.Address), c.Der.Length)));

        // The sample's LOAD: 7,436 bytes, padded to 7,440 in the file, an image that begins with its stack pointer.
        uint stack = BinaryPrimitives.ReadUInt32LittleEndian(chip.Inside.Flash.Read(0, 4));
        Assert.InRange(stack, 0x20000000u, 0x30018000u);
        Assert.False(chip.Inside.Flash.IsErased(7424, 12));
        Assert.True(chip.Inside.Flash.IsErased(7436, 512));
    }

    private byte[] Said()
    {
        var said = new byte[4096];
        return said[.._bench!.Chip.Device.Give(said)];
    }

    private static List<Frame> Frames(ReadOnlySpan<byte> bytes)
    {
        var framer = new Framer(Framer.HostMaxPayload);
        var frames = new List<Frame>();
        while (!bytes.IsEmpty)
        {
            var result = framer.Feed(ref bytes);
            Assert.Null(result.Fault);
            if (result.Frame is { } frame)
                frames.Add(frame);
        }

        Assert.False(framer.InFrame);
        return frames;
    }
}
