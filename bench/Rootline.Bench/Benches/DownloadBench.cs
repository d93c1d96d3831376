using System.Diagnostics;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;
using Rootline.TestSupport.Nxp;

namespace Rootline.Bench.Benches;

/// <summary>
/// The download of an SB2 file by the real host role into a virtual chip over a paced wire, on a virtual clock: how near the
/// conversation comes to the shortest one that the protocol allows.
/// </summary>
internal static class DownloadBench
{
    private const int ImageLength = 24_000;
    private const int BitsPerByte = 10;
    private const int PacketSize = 512;
    private static readonly int[] Rates = [115_200, 921_600, 3_000_000];

    public static BenchTable Run(BenchOptions options)
    {
        byte[] file = ChipLab.Vendor.MakeProvisioningFirmware(TimeProvider.System, new Core.Entropy.SystemEntropy(), options.Quick ? 4096 : ImageLength);
        var rows = new List<BenchRow>();
        foreach (double turnAround in (double[])[0, 0.001])
        {
            foreach (int baud in Rates)
                rows.Add(Row(file, baud, turnAround));
        }

        return new("download", $"the limit: every byte that the protocol needs for {file.Length:#,0} bytes in packets of {PacketSize}, at 10 bits, and each change of direction", rows, []);
    }

    private static BenchRow Row(byte[] file, int baud, double turnAround)
    {
        var clock = new VirtualClock(VirtualClock.Epoch);
        using var bench = new ChipBench();
        var wire = new PacedLine(new DeviceWire("isp", bench.Chip.Device, clock), baud, TimeSpan.FromSeconds(turnAround), clock);
        var host = new MbootHost(wire, clock);
        long begin = clock.GetTimestamp();
        var watch = Stopwatch.StartNew();
        host.ReceiveSbFile(file);
        double took = clock.GetElapsedTime(begin).TotalSeconds;
        double limit = Limit(file.Length, baud, turnAround);
        return new(
            $"{baud:#,0} baud, turn-around {turnAround * 1000:0} ms", "s on the line", Sample.Of(took), Sample.Of(limit), Sample.Of(limit / took),
            $"{(turnAround > 0 ? "0.95" : "0.98")} (processor: {watch.Elapsed.TotalSeconds:0.000} s)");
    }

    // From the frames alone (nxp-mboot section 2): command, its acknowledgement, generic response and its acknowledgement;
    // data frames with an acknowledgement each; the final response and its acknowledgement.
    private static double Limit(int length, int baud, double turnAround)
    {
        const int ack = 2;
        int command = Frame.HeaderLength + new ReceiveSbFileCommand((uint)length).ToPacket().ToBytes().Length;
        int response = Frame.HeaderLength + ResponsePacket.Generic(0, CommandTag.ReceiveSbFile).ToBytes().Length;
        int packets = (length + PacketSize - 1) / PacketSize;
        long bytes = command + ack + response + ack + (packets * (long)(Frame.HeaderLength + ack)) + length + response + ack;
        return ((double)bytes * BitsPerByte / baud) + ((1 + packets) * turnAround);
    }
}
