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
            """{"ok":false,"records":3,"verified":1,"endChecked":true,"faults":[{"row":2,"counter":7,"kind":"chain","text":"broken"},{"row":3,"counter":null,"kind":"column","text":"empty"}],"warnings":["beware"]}""",
            Write(verdict));
    }

    [Fact]
    public void Every_kind_has_the_name_of_the_promise() =>
        Assert.Equal(
            ["signature", "chain", "counter", "content", "column", "id", "first", "tail", "lost"],
            Enum.GetValues<LogFaultKind>().Select(LogVerdictJson.Name));

    private static string Write(LogVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            LogVerdictJson.Write(json, verdict);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
