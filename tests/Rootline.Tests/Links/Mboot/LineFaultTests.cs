using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Links.Mboot;

/// <summary>Lost and damaged bytes, silence and cancellation between the two roles.</summary>
public sealed class LineFaultTests(ITestOutputHelper output)
{
    private static readonly byte[] Data = Bench.Pattern(200);

    [Fact]
    public void Every_single_damaged_or_lost_byte_from_the_device_ends_well_or_in_a_fault()
    {
        int clean = Trip(new Bench(), out _);
        int wellDamaged = 0;
        int wellLost = 0;
        for (int i = 0; i < clean; i++)
        {
            int position = i;
            var damaged = new Bench();
            damaged.Line.ToHost = (n, b) => n == position ? (byte)(b ^ 0x10) : b;
            Trip(damaged, out bool well);
            wellDamaged += well ? 1 : 0;
            AssertUsable(damaged);
            var lost = new Bench();
            lost.Line.ToHost = (n, b) => n == position ? null : b;
            Trip(lost, out well);
            wellLost += well ? 1 : 0;
            AssertUsable(lost);
        }

        // What carries content is asked for again; what cannot be told apart safely ends in a fault.
        output.Tell($"{2 * clean} damaged or lost bytes from the device: {wellDamaged + wellLost} repaired, the others faults, 0 violations");
        Assert.InRange(wellDamaged, clean * 4 / 5, clean);
        Assert.InRange(wellLost, clean * 4 / 5, clean);
    }

    [Fact]
    public void Every_damaged_lost_or_doubled_frame_to_the_device_ends_well_or_in_a_fault()
    {
        var bench = new Bench();
        Trip(bench, out _);
        int frames = bench.Line.Written.Count;
        int repaired = 0;
        for (int i = 0; i < frames; i++)
        {
            byte[] frame = bench.Line.Written[i];
            bool carriesContent = frame.Length > 2;
            bool mayBeRepeated = carriesContent && MayBeRepeated(bench, i);
            repaired += Disturbed(i, bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], mustRepair: carriesContent);
            repaired += Disturbed(i, _ => [], mustRepair: mayBeRepeated);

            // A doubled command is two commands, whatever the host does.
            if (!IsBurn(frame))
                repaired += Disturbed(i, bytes => [.. bytes, .. bytes], mustRepair: false);
        }

        output.Tell($"{3 * frames} damaged, lost or doubled frames to the device: {repaired} repaired, the others faults, 0 violations");
    }

    [Fact]
    public void Every_damaged_or_lost_byte_to_the_device_ends_well_or_in_a_fault()
    {
        var bench = new Bench();
        Trip(bench, out _);
        int cases = 0;
        int repaired = 0;
        for (int i = 0; i < bench.Line.Written.Count; i++)
        {
            for (int at = 0; at < bench.Line.Written[i].Length; at++, cases += 2)
            {
                int position = at;
                repaired += Disturbed(i, bytes => [.. bytes[..position], (byte)~bytes[position], .. bytes[(position + 1)..]], mustRepair: false);
                repaired += Disturbed(i, bytes => [.. bytes[..position], .. bytes[(position + 1)..]], mustRepair: false);
            }
        }

        output.Tell($"{cases} damaged or lost bytes to the device: {repaired} repaired, the others faults, 0 violations");
        Assert.InRange(repaired, cases * 3 / 4, cases);
    }

    [Fact]
    public void A_damaged_response_is_asked_for_again()
    {
        var bench = new Bench();
        bench.Line.ToHost = (n, b) => n == 12 ? (byte)~b : b;
        Assert.Equal([64u], bench.Host.GetProperty(PropertyTag.MaxPacketSize));
        Assert.Contains(bench.Line.Written, w => w.AsSpan().SequenceEqual(Frame.Nak.ToBytes()));
        Assert.Single(bench.Target.Executed);
    }

    [Fact]
    public void A_response_in_place_of_a_lost_acknowledgement_is_taken()
    {
        var bench = new Bench();
        bench.Line.ToHost = (n, b) => n < 2 ? null : b;
        Assert.Equal([64u], bench.Host.GetProperty(PropertyTag.MaxPacketSize));
        Assert.Single(bench.Target.Executed);
    }

    [Fact]
    public void A_command_in_place_of_a_lost_acknowledgement_is_taken()
    {
        var bench = new Bench();
        bench.Line.ToDevice = (_, bytes) => bytes.AsSpan().SequenceEqual(Frame.Ack.ToBytes()) ? [] : bytes;
        bench.Host.FlashEraseRegion(0, 1);
        Assert.Empty(bench.Target.Answers);
        bench.Host.SetWrappedData(0);
        Assert.Equal([CommandTag.FlashEraseRegion], bench.Target.Answers);
    }

    [Fact]
    public void A_lost_acknowledgement_of_data_never_leads_to_wrong_memory()
    {
        for (int i = 0; i < 120; i++)
        {
            int position = i;
            var bench = new Bench();
            bench.Line.ToHost = (n, b) => n == position || n == position + 1 ? null : b;
            try
            {
                bench.Host.WriteMemory(0, Data);
                Assert.Equal(Data, bench.Target.Memory[..Data.Length]);
            }
            catch (FaultException failure)
            {
                Assert.NotEqual(CoreFaults.Defect, failure.Fault.Code);
            }
        }
    }

    [Fact]
    public void Silence_is_a_fault_that_poisons_the_session()
    {
        var bench = new Bench();
        bench.Line.ToHost = (_, _) => null;
        var fault = Assert.Throws<FaultException>(() => bench.Host.GetProperty(PropertyTag.RamSize)).Fault;
        Assert.Equal(MbootLinkFaults.NoAnswer, fault.Code);
        Assert.Equal(3, bench.Line.Written.Count);
        bench.Line.ToHost = (_, b) => b;
        Assert.Equal(MbootLinkFaults.Poisoned, Assert.Throws<FaultException>(() => bench.Host.Open()).Fault.Code);
        Assert.Equal(3, bench.Line.Written.Count);
    }

    [Fact]
    public void Pings_are_repeated_three_times_within_half_a_second_each()
    {
        var bench = new Bench();
        bench.Line.ToHost = (_, _) => null;
        Assert.Equal(MbootLinkFaults.NoAnswer, Assert.Throws<FaultException>(() => bench.Host.Open()).Fault.Code);
        Assert.Equal(3, bench.Line.Written.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), bench.Clock.GetUtcNow() - VirtualClock.Epoch);
    }

    [Fact]
    public void A_line_that_damages_everything_is_given_up_after_three_attempts()
    {
        var bench = new Bench();
        bench.Line.ToDevice = (_, bytes) => bytes.Length > 2 ? [.. bytes[..^1], (byte)~bytes[^1]] : bytes;
        Assert.Equal(MbootLinkFaults.Damaged, Assert.Throws<FaultException>(() => bench.Host.SetWrappedData(0)).Fault.Code);
        Assert.Equal(3, bench.Line.Written.Count);
        Assert.Empty(bench.Target.Executed);
    }

    [Fact]
    public void A_reset_that_nobody_answers_is_done()
    {
        var bench = new Bench();
        bench.Line.ToHost = (_, _) => null;
        bench.Host.Reset();
        Assert.Single(bench.Line.Written);
        Assert.Null(bench.Host.Poison);
    }

    [Fact]
    public void A_frame_whose_rest_is_lost_is_asked_for_again()
    {
        var bench = new Bench();
        bench.Line.ToDevice = (n, bytes) => n == 0 ? bytes[..9] : bytes;
        bench.Host.FlashEraseRegion(0, 1);
        Assert.Single(bench.Target.Executed);
        Assert.Equal(MbootDevice.FrameTimeout, bench.Clock.GetUtcNow() - VirtualClock.Epoch);
    }

    [Fact]
    public void A_cancelled_exchange_poisons_the_session()
    {
        using var operatorGivesUp = new CancellationTokenSource();
        var bench = new Bench(options: new() { Cancellation = operatorGivesUp.Token });
        operatorGivesUp.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => bench.Host.Open());
        Assert.Equal(MbootLinkFaults.Poisoned, Assert.Throws<FaultException>(() => bench.Host.Open()).Fault.Code);
    }

    // One frame is disturbed; 1 when the trip ends well all the same.
    private static int Disturbed(int position, Func<byte[], byte[]> disturb, bool mustRepair)
    {
        var bench = new Bench();
        bench.Line.ToDevice = (n, bytes) => n == position ? disturb(bytes) : bytes;
        Trip(bench, out bool well);
        Assert.True(well || !mustRepair, $"frame {position}");
        AssertUsable(bench);
        return well ? 1 : 0;
    }

    // A data frame that is not the last of its transfer is not repeated on silence, nor is what burns.
    private static bool MayBeRepeated(Bench bench, int i)
    {
        byte[] frame = bench.Line.Written[i];
        if (frame[1] == (byte)FrameType.Data)
            return frame.Length - Frame.HeaderLength < bench.Target.MaxPacketSize;
        return !IsBurn(frame);
    }

    private static bool IsBurn(byte[] frame) => frame.Length > Frame.HeaderLength && frame[1] == (byte)FrameType.Command
        && SetWrappedDataCommand.Parse(CommandPacket.Parse(frame.AsSpan(Frame.HeaderLength)).OrThrow()).Ok;

    // Whatever happened, the line is sound again and a new session finds the device.
    private static void AssertUsable(Bench bench)
    {
        bench.Line.ToDevice = (_, bytes) => bytes;
        bench.Line.ToHost = (_, b) => b;
        var host = new MbootHost(bench.Line, bench.Clock);
        Assert.NotNull(host.Open());
        Assert.Equal([64u], host.GetProperty(PropertyTag.MaxPacketSize));
    }

    // Writes, reads back, proves, erases, hands a file over and burns; returns how many bytes the host heard. Whatever reports
    // success must be true, and what cannot be undone is never done twice.
    private static int Trip(Bench bench, out bool well)
    {
        well = false;
        try
        {
            bench.Host.Open();
            bench.Host.WriteMemory(0x40, Data);
            Assert.Equal(Data, bench.Target.Memory[0x40..(0x40 + Data.Length)]);
            Assert.Equal(Data, bench.Host.ReadMemory(0x40, Data.Length));
            Assert.Equal(528, bench.Host.ProveGenuinity(0, 0x1000));
            bench.Host.FlashEraseRegion(0x1000, 0x200);
            bench.Host.ReceiveSbFile(Data);
            Assert.Equal(Data, bench.Target.Files[^1]);
            bench.Host.SetWrappedData(0);
            Assert.Equal(1, Burns(bench));
            well = true;
        }
        catch (FaultException failure)
        {
            Assert.NotEqual(CoreFaults.Defect, failure.Fault.Code);
        }

        Assert.InRange(Burns(bench), 0, 1);
        Assert.All(bench.Target.Files, f => Assert.Equal(Data, f));
        return bench.Line.Heard;
    }

    private static int Burns(Bench bench) => bench.Target.Burns;
}
