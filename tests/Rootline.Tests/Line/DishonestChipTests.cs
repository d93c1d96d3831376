using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Ledger.Station;
using Rootline.TestSupport.Factory;
using Xunit;

namespace Rootline.Tests.Line;

/// <summary>Whatever a chip answers to the challenge is checked before the card can count for it.</summary>
public sealed class DishonestChipTests(LineFixture fixture) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("another challenge", "device-response")]
    [InlineData("another signer", "device-response")]
    [InlineData("changed signature", "device-response")]
    [InlineData("changed statement", "device-response")]
    [InlineData("another chip's certificate", "device-identity")]
    [InlineData("a key too many", "device-response")]
    [InlineData("a key too few", "device-response")]
    [InlineData("garbage", "device-response")]
    [InlineData("cut short", "device-response")]
    [InlineData("one byte", "device-response")]
    [InlineData("longer than the buffer", "mboot-out-of-step")]
    public void A_dishonest_answer_costs_no_unit(string lie, string fault)
    {
        using var floor = new FactoryFloor(fixture.Kit);
        var tap = new CardTap(floor.Reader);
        floor.CardReader = _ => tap;
        DishonestChip.Insert(floor, honest => Lie(lie, honest));
        Assert.Equal(fault, LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(0, tap.Asked);
        var found = LineState.Of(floor, fixture.Kit);
        Assert.Equal((0u, RunState.Started), (found.Units, found.Last));
        Assert.Empty(found.Outcomes);

        floor.Cable = static wire => wire;
        Assert.Null(LineFixture.FaultOf(floor.Visit()));
        Assert.Equal(1u, floor.CardUnits().Counter);
    }

    [Fact]
    public void Every_changed_byte_of_a_response_is_refused_before_the_card_is_asked()
    {
        using var floor = new FactoryFloor(fixture.Kit);
        var tap = new CardTap(floor.Reader);
        floor.CardReader = _ => tap;
        int position = 0;
        int length = 1;
        DishonestChip.Insert(floor, honest => Changed(honest, position, out length));
        for (; position < length; position += 5)
            Assert.Contains(LineFixture.FaultOf(floor.Visit()), new[] { "device-response", "device-identity" });
        Assert.Equal(0, tap.Asked);
        Assert.True(length > 500, $"only {length} bytes were tried");
    }

    private static byte[] Changed(byte[] honest, int position, out int length)
    {
        length = honest.Length;
        honest[position] ^= 0x01;
        return honest;
    }

    private byte[] Lie(string lie, byte[] honest)
    {
        var statement = TpResponse.Parse(honest).OrThrow().Statement;
        return lie switch
        {
            "another challenge" => Sign(statement with { Challenge = new byte[TpChallenge.RandomLength] }),
            "another signer" => Sign(statement, signer: 1),
            "changed signature" => Changed(honest, honest.Length - 1, out _),
            "changed statement" => Changed(honest, honest.Length / 2, out _),
            "another chip's certificate" => Sign(statement with { DieCertificate = Birth(1).Die.Bytes }, signer: 1),
            "a key too many" => Sign(statement with { OemKeys = [.. statement.OemKeys, new((byte)statement.OemKeys.Count, statement.OemKeys[0].Key)] }),
            "a key too few" => Sign(statement with { OemKeys = [.. statement.OemKeys.SkipLast(1)] }),
            "garbage" => new PlainEntropy(9).Bytes(honest.Length),
            "cut short" => honest[..^1],
            "one byte" => [0xF0],
            _ => new byte[0x1001],
        };
    }

    private byte[] Sign(TpStatement statement, int signer = 0)
    {
        using var birth = Birth(signer);
        using var key = P256PrivateKey.FromScalar(birth.DieKey.Span)!;
        return TpResponse.Sign(statement, key, new PlainEntropy(8));
    }

    private ChipBirth Birth(int chip) => ChipBirth.Parse(fixture.Kit.ChipBirth(chip)).OrThrow();
}
