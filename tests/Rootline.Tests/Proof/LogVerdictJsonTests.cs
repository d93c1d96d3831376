using System.Buffers;
using System.Text;
using System.Text.Json;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Xunit;

namespace Rootline.Tests.Proof;

public sealed class LogVerdictJsonTests
{
    [Fact]
    public void The_members_have_their_promised_names_and_order()
    {
        LogFault[] faults = [new(2, 7, LogFaultKind.Chain, "broken"), new(3, null, LogFaultKind.Column, "empty")];
        var verdict = new LogVerdict(false, 3, 1, true, faults, ["beware"]);
        Assert.Equal(
            """{"ok":false,"records":3,"verified":1,"endChecked":true,"faults":[{"row":2,"counter":7,"kind":"chain","text":"broken"},{"row":3,"counter":null,"kind":"column","text":"empty"}],"warnings":["beware"],"faultCount":2,"notChecked":[],"explained":[],"order":null,"logs":[]}""",
            Write(verdict));
    }

    [Fact]
    public void The_members_of_the_later_parts_have_their_promised_names_and_order()
    {
        var verdict = new LogVerdict(false, 3, 3, false, [new(0, null, LogFaultKind.Order, "odd") { Log = "a.db" }], [])
        {
            FaultCount = 12,
            NotChecked = ["the end"],
            Explained = [new("42", 2, 3, "crash", "anna", DateTimeOffset.UnixEpoch, "w.json")],
            Order = new(9, 3, 2, 1, 4),
            Logs = [new("a.db", null, 3, 1, 5, [0xAB]), new("b.db", "42", 0, null, null, [])],
        };
        Assert.Equal(
            """
            {"ok":false,"records":3,"verified":3,"endChecked":false,"faults":[{"row":0,"counter":null,"kind":"order","text":"odd","log":"a.db"}],
            "warnings":[],"faultCount":12,"notChecked":["the end"],
            "explained":[{"card":"42","first":2,"last":3,"reason":"crash","by":"anna","time":"1970-01-01T00:00:00.000Z","waiver":"w.json"}],
            "order":{"ordered":9,"good":3,"lost":3,"waived":2,"spent":1,"unconfirmed":4},
            "logs":[{"name":"a.db","card":null,"records":3,"first":1,"last":5,"endHash":"ab"},{"name":"b.db","card":"42","records":0,"first":null,"last":null,"endHash":""}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            Write(verdict));
    }

    [Fact]
    public void Every_kind_has_the_name_of_the_promise() =>
        Assert.Equal(
            ["signature", "chain", "counter", "content", "column", "id", "first", "tail", "lost", "die", "oem", "duplicate", "order", "waiver"],
            Enum.GetValues<LogFaultKind>().Select(LogVerdictJson.Name));

    private static string Write(LogVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            LogVerdictJson.Write(json, verdict);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
