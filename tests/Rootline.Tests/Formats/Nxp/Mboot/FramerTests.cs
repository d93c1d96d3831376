using FsCheck;
using FsCheck.Fluent;
using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Mboot;

public sealed class FramerTests
{
    private static readonly Frame[] Samples =
    [
        Frame.Ack, Frame.Nak, Frame.Abort, Frame.Ping, new PingResponse(PingResponse.Version130, 7).ToFrame(),
        Frame.Command(ResetCommand.Packet.ToBytes()), Frame.Data(default), Frame.Data(new byte[] { 0x5A, 0xA1, 0x5A, 0xA6, 0 }),
    ];

    [Fact]
    public void Frames_come_out_as_they_went_in_however_the_bytes_are_cut()
    {
        var line = Samples.SelectMany(f => f.ToBytes()).ToArray();
        Prop.ForAll<int[]>(cuts =>
        {
            var frames = new List<Frame>();
            var framer = new Framer(64);
            int from = 0;
            foreach (int to in cuts.Select(c => (int)((uint)c % (uint)(line.Length + 1))).Append(line.Length).Order())
            {
                frames.AddRange(Feed(framer, line.AsSpan(from..to)).Select(r => r.Frame!));
                from = to;
            }

            return frames.Select(Text).SequenceEqual(Samples.Select(Text)) && !framer.InFrame && framer.Skipped == 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bytes_between_frames_are_skipped_and_counted()
    {
        var framer = new Framer(64);
        var results = Feed(framer, [0, 0, 0x13, 0x5A, 0x5A, 0xA1, 0xFF, 0x5A, 0x00, 0x5A, 0xA2]);
        Assert.Equal([FrameType.Ack, FrameType.Nak], results.Select(r => r.Frame!.Type));
        Assert.Equal(7, framer.Skipped);
    }

    [Fact]
    public void A_damaged_frame_is_taken_out_whole_and_the_next_one_is_found()
    {
        var damaged = Frame.Data(new byte[] { 0x5A, 0xA1, 0x5A, 0xA3 }).ToBytes();
        damaged[^1] ^= 1;
        var results = Feed(new Framer(64), [.. damaged, .. Frame.Ping.ToBytes()]);
        Assert.Equal(MbootFaults.FrameChecksum, results[0].Fault!.Code);
        Assert.Equal(FrameType.Ping, results[1].Frame!.Type);
        Assert.Equal(2, results.Count);
    }

    [Fact]
    public void A_frame_beyond_the_limit_is_refused_before_it_is_held()
    {
        var results = Feed(new Framer(4), Frame.Data(new byte[5]).ToBytes().AsSpan(0, 4));
        Assert.Equal(MbootFaults.FrameTooLong, Assert.Single(results).Fault!.Code);
    }

    [Fact]
    public void A_truncated_frame_is_incomplete_and_can_be_forgotten()
    {
        foreach (var sample in Samples)
        {
            var bytes = sample.ToBytes();
            for (int length = 1; length < bytes.Length; length++)
            {
                var framer = new Framer(64);
                Assert.Empty(Feed(framer, bytes.AsSpan(0, length)));
                Assert.True(framer.InFrame);
                framer.Reset();
                Assert.Equal(Text(sample), Text(Assert.Single(Feed(framer, bytes)).Frame!));
            }
        }
    }

    [Fact]
    public void No_changed_byte_of_a_frame_with_checksum_is_accepted_as_that_frame()
    {
        foreach (var sample in Samples.Where(s => s.ToBytes().Length > 2))
        {
            var bytes = sample.ToBytes();
            for (int i = 0; i < bytes.Length * 255; i++)
            {
                var changed = bytes.ToArray();
                changed[i / 255] ^= (byte)(1 + (i % 255));
                foreach (var result in Feed(new Framer(64), changed))
                    Assert.True(result.Frame is null or { Payload.IsEmpty: true }, $"byte {i / 255}");
            }
        }
    }

    [VectorFact]
    public void The_recorded_conversation_is_nothing_but_sound_frames()
    {
        var host = new Framer(512);
        var target = new Framer(512);
        var results = Recording.Runs().SelectMany(run => Feed(run.FromHost ? host : target, run.Bytes)).ToList();
        Assert.All(results, r => Assert.NotNull(r.Frame));
        Assert.Equal(0, host.Skipped + target.Skipped);
        Assert.False(host.InFrame || target.InFrame);
        Assert.Equal(5, results.Count(r => r.Frame!.Type == FrameType.PingResponse));
        Assert.Equal(2, results.Count(r => r.Frame!.Type == FrameType.Command && r.Frame.Payload.Span[0] == (byte)CommandTag.ReceiveSbFile));
    }

    private static string Text(Frame frame) => Convert.ToHexString(frame.ToBytes());

    private static List<FramerResult> Feed(Framer framer, ReadOnlySpan<byte> bytes)
    {
        var results = new List<FramerResult>();
        while (!bytes.IsEmpty)
        {
            var result = framer.Feed(ref bytes);
            if (!result.IsIncomplete)
                results.Add(result);
        }

        return results;
    }
}
