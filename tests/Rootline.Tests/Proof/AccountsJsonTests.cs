using System.Buffers;
using System.Text;
using System.Text.Json;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Proof.Reconciliation;
using Xunit;

namespace Rootline.Tests.Proof;

public sealed class AccountsJsonTests
{
    [Fact]
    public void The_members_have_their_promised_names_and_order()
    {
        var run = new Run { Id = 9, Scheme = DeviceRecord.NxpTrustProvisioning, Chip = "cc", State = RunState.Proved, CardId = "1", Started = default, Updated = default };
        var accounts = new Accounts(
            [
                new(1, 1, UnitFate.Done, "") { Row = 1, Chip = "aa", Run = 2, Journal = RunState.Done, Found = ChipCondition.Closed },
                new(2, 4, UnitFate.Lost, "gone"),
                new(5, 5, UnitFate.Pending, "wait") { Next = "do" },
            ],
            [new(run, true, "go")],
            ["no"],
            ["so"],
            true);
        Assert.Equal(
            """{"verdict":"contradicted","endChecked":true,"done":1,"recorded":0,"pending":1,"lost":3,"units":["""
            + """{"first":1,"last":1,"fate":"done","row":1,"chip":"aa","run":2,"journal":"done","found":"closed","reason":"","next":null},"""
            + """{"first":2,"last":4,"fate":"lost","row":null,"chip":null,"run":null,"journal":null,"found":null,"reason":"gone","next":null},"""
            + """{"first":5,"last":5,"fate":"pending","row":null,"chip":null,"run":null,"journal":null,"found":null,"reason":"wait","next":"do"}],"idle":["""
            + """{"run":9,"chip":"cc","journal":"proved","mayHoldUnit":true,"next":"go"}],"contradictions":["no"],"notes":["so"]}""",
            Write(accounts));
    }

    [Fact]
    public void Every_word_is_the_promised_one()
    {
        Assert.Equal(["in-order", "pending", "lost", "contradicted"], Enum.GetValues<AccountsVerdict>().Select(AccountsJson.Name));
        Assert.Equal(["done", "recorded", "pending", "lost"], Enum.GetValues<UnitFate>().Select(f => AccountsJson.Name(f)));
        Assert.Equal(["open", "firmware", "interrupted", "closed"], Enum.GetValues<ChipCondition>().Select(c => AccountsJson.Name(c)));
        Assert.Equal(["started", "proved", "answered", "delivering", "delivered", "done", "spent", "abandoned"], Enum.GetValues<RunState>().Select(s => AccountsJson.Name(s)));
    }

    private static string Write(Accounts accounts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            AccountsJson.Write(json, accounts);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
