using System.Net;
using System.Net.Sockets;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Links;
using Rootline.Links.Mboot;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Rootline.Tests.Links.Mboot;
using Xunit;

namespace Rootline.Tests.Links.Tcp;

public sealed class TcpTests
{
    private static readonly TcpAddress Free = new("127.0.0.1", 0);

    [Fact]
    public void A_whole_session_runs_over_TCP_and_a_second_one_after_it()
    {
        var target = new ScriptedTarget { MaxPacketSize = 512 };
        var clock = new SlowClock();
        using var port = TcpPort.Listen(Free, static () => { });
        using var end = new CancellationTokenSource();
        var pump = new Thread(() => DevicePump.Run(new MbootDevice(target, clock), port, clock, end.Token));
        pump.Start();
        for (int session = 0; session < 2; session++)
        {
            using var wire = TcpWire.Connect(port.Address);
            var host = new MbootHost(wire, clock);
            Assert.Equal(PingResponse.Version130, host.Open()!.Version);
            host.WriteMemory(0x200, Bench.Pattern(5000));
            Assert.Equal(Bench.Pattern(5000), host.ReadMemory(0x200, 5000));
        }

        end.Cancel();
        pump.Join();
    }

    [Fact]
    public void A_port_that_is_shut_hangs_up_on_its_client_and_on_whoever_comes_until_it_is_opened()
    {
        int pulled = 0;
        using var port = TcpPort.Listen(Free, () => pulled++);
        var buffer = new byte[8];
        using var first = TcpWire.Connect(port.Address);
        first.Write([1]);
        Assert.Equal(1, port.Read(buffer, In(20_000)));
        port.Shut();
        Assert.Equal(0, port.Read(buffer, In(100)));
        Assert.Equal(1, pulled);
        Assert.Throws<FaultException>(() => first.Read(buffer, In(20_000)));
        using var second = TcpWire.Connect(port.Address);
        Assert.Equal(0, port.Read(buffer, In(1_000)));
        Assert.Throws<FaultException>(() => second.Read(buffer, In(20_000)));
        port.Open();
        using var third = TcpWire.Connect(port.Address);
        third.Write([3]);
        Assert.Equal((1, 3), (port.Read(buffer, In(20_000)), buffer[0]));
        Assert.Equal(1, pulled);
    }

    [Fact]
    public void A_client_that_hangs_up_is_told_as_a_pulled_cable_after_its_last_bytes_and_the_next_one_is_taken()
    {
        int pulled = 0;
        using var port = TcpPort.Listen(Free, () => pulled++);
        for (byte i = 1; i <= 3; i++)
        {
            // The next client calls before the end of the last one was seen.
            using (var wire = TcpWire.Connect(port.Address))
                wire.Write([i]);
            using var next = TcpWire.Connect(port.Address);
            var buffer = new byte[8];
            Assert.Equal((1, i), (port.Read(buffer, In(20_000)), buffer[0]));
            next.Write([0x77]);
            Assert.Equal((1, 0x77), (port.Read(buffer, In(20_000)), buffer[0]));
            Assert.Equal((2 * i) - 1, pulled);
            port.Write([0x88]);
            Assert.Equal((1, 0x88), (next.Read(buffer, In(20_000)), buffer[0]));
            next.Dispose();
            while (pulled < 2 * i)
                Assert.Equal(0, port.Read(buffer, In(10)));
        }
    }

    [Fact]
    public void A_second_client_is_hung_up_on_and_the_first_one_goes_on()
    {
        using var port = TcpPort.Listen(Free, static () => { });
        using var first = TcpWire.Connect(port.Address);
        first.Write([1]);
        var buffer = new byte[8];
        Assert.Equal(1, port.Read(buffer, In(20_000)));
        using var second = TcpWire.Connect(port.Address);
        Assert.Equal(0, port.Read(buffer, In(500)));
        Assert.Equal(WireFaults.Gone, Assert.Throws<FaultException>(() => second.Read(buffer, In(20_000))).Fault.Code);
        port.Write([2]);
        Assert.Equal((1, 2), (first.Read(buffer, In(20_000)), buffer[0]));
    }

    [Fact]
    public void What_is_said_to_nobody_is_lost_and_harms_nobody()
    {
        using var port = TcpPort.Listen(Free, static () => { });
        port.Write([1, 2, 3]);
        Assert.Equal(0, port.Read(new byte[4], In(1)));
        port.DiscardInput();
    }

    [Fact]
    public void Where_nobody_listens_and_where_somebody_does_already_is_said()
    {
        using var port = TcpPort.Listen(Free, static () => { });
        Assert.NotEqual(0, port.Address.Port);
        Assert.Equal(TcpFaults.Unusable, Assert.Throws<FaultException>(() => TcpPort.Listen(port.Address, static () => { })).Fault.Code);
        // Held and not listened on: a port that is only given back may be another's by now.
        using var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var silent = new TcpAddress("127.0.0.1", ((IPEndPoint)held.LocalEndPoint!).Port);
        Assert.Equal(TcpFaults.Unreachable, Assert.Throws<FaultException>(() => TcpWire.Connect(silent)).Fault.Code);
    }

    [Theory]
    [InlineData("4711", "127.0.0.1", 4711, true)]
    [InlineData("localhost:1", "localhost", 1, true)]
    [InlineData("[::1]:65535", "::1", 65535, true)]
    [InlineData("192.0.2.7:80", "192.0.2.7", 80, false)]
    [InlineData("station-7.example:80", "station-7.example", 80, false)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0, false)]
    public void An_address_is_read(string text, string host, int port, bool loopback)
    {
        var address = TcpAddress.Parse(text, "127.0.0.1");
        Assert.Equal(new TcpAddress(host, port), address);
        Assert.Equal(loopback, address!.IsLoopback);
        Assert.Equal(address, TcpAddress.Parse(address.ToString()[TcpAddress.Scheme.Length..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("host:")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:+1")]
    [InlineData("host: 1")]
    [InlineData("::1:80")]
    [InlineData("a b:80")]
    [InlineData(":80")]
    public void What_is_no_address_is_none(string text) => Assert.Null(TcpAddress.Parse(text));

    private static Deadline In(int milliseconds) => Deadline.After(TimeProvider.System, TimeSpan.FromMilliseconds(milliseconds));
}
