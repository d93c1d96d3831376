using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nordic;

public sealed class LifecycleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0xFFFF, 0xFFFF, 0xFFFF, NordicLifecycle.Assembly)]
    [InlineData(0x0000, 0xFFFF, 0xFFFF, NordicLifecycle.Provisioning)]
    [InlineData(0x0000, 0x0000, 0xFFFF, NordicLifecycle.Secured)]
    [InlineData(0x0000, 0x0000, 0x0000, NordicLifecycle.Decommissioned)]
    public void Four_words_are_states_whatever_the_reserved_word_holds(int provisioning, int secure, int decommissioned, NordicLifecycle state)
    {
        Assert.Equal(state, new LifecycleWords((uint)provisioning, (uint)secure, 0xFFFF, (uint)decommissioned).State);
        Assert.Equal(state, new LifecycleWords((uint)provisioning, (uint)secure, 0x1234, (uint)decommissioned).State);
    }

    [Fact]
    public void Every_other_combination_of_entered_not_entered_and_torn_is_no_state()
    {
        ushort[] values = [0x0000, 0xFFFF, 0xFF00, 0x00FF, 0x5555, 0x0001, 0xFFFE, 0x8000];
        int states = 0;
        int cases = 0;
        foreach (ushort provisioning in values)
        {
            foreach (ushort secure in values)
            {
                foreach (ushort decommissioned in values)
                {
                    cases++;
                    if (new LifecycleWords(provisioning, secure, 0xFFFF, decommissioned).State is not null)
                        states++;
                }
            }
        }

        output.Tell($"{cases} combinations of Nordic lifecycle words: {states} are states");
        Assert.Equal(4, states);
    }

    [Theory]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, NordicLifecycle.Assembly)]
    [InlineData(0u, 0xFFFFFFFF, 0xFFFFFFFF, NordicLifecycle.Provisioning)]
    [InlineData(0u, 0u, 0xFFFFFFFF, NordicLifecycle.Secured)]
    [InlineData(0u, 0u, 0u, NordicLifecycle.Decommissioned)]
    [InlineData(0x0000FFFFu, 0xFFFFFFFF, 0xFFFFFFFF, null)]
    [InlineData(0xFFFF0000, 0xFFFFFFFF, 0xFFFFFFFF, null)]
    [InlineData(0u, 0x0000FFFFu, 0xFFFFFFFF, null)]
    public void Words_of_an_nRF54L_are_entered_or_not_as_whole_words(uint provisioning, uint secure, uint decommissioned, NordicLifecycle? state) =>
        Assert.Equal(state, new LifecycleWords(provisioning, secure, 0xFFFFFFFF, decommissioned) { WordLength = 4 }.State);

    [Fact]
    public void Words_lie_in_the_order_of_the_sheet()
    {
        byte[] area = [.. Enumerable.Range(1, 60).Select(i => (byte)i)];
        var expected = new Dictionary<ProvisionLayout, LifecycleWords>
        {
            [ProvisionLayout.Ncs2] = new(0x0201, 0x0403, 0x0605, 0x0807),
            [ProvisionLayout.Early2022] = new(0x0A09, 0x0C0B, 0x100F, 0x0E0D),
            [ProvisionLayout.Nrf54L] = new(0x04030201, 0x08070605, 0x0C0B0A09, 0x100F0E0D) { WordLength = 4 },
        };
        foreach (var layout in ProvisionLayout.All)
        {
            Assert.Equal(expected[layout], layout.ReadLifecycle(area));
            byte[] copy = [.. area];
            layout.WriteLifecycle(LifecycleWords.ErasedOf(layout.WordLength), copy);
            Assert.Equal(4 * layout.WordLength, copy.Count(b => b == 0xFF));
            layout.WriteLifecycle(expected[layout], copy);
            Assert.Equal(area, copy);
        }
    }

    [Fact]
    public void A_change_goes_one_step_up_or_nowhere()
    {
        var words = new Dictionary<NordicLifecycle, LifecycleWords>
        {
            [NordicLifecycle.Assembly] = LifecycleWords.Erased,
            [NordicLifecycle.Provisioning] = LifecycleWords.Erased with { Provisioning = 0 },
            [NordicLifecycle.Secured] = LifecycleWords.Erased with { Provisioning = 0, Secure = 0 },
            [NordicLifecycle.Decommissioned] = LifecycleWords.Erased with { Provisioning = 0, Secure = 0, Decommissioned = 0 },
        };
        foreach (var (state, now) in words)
        {
            for (int next = -1; next <= 5; next++)
            {
                var step = LifecycleStep.To(now, (NordicLifecycle)next);
                var expected = next == (int)state || (next == (int)state + 1 && next <= 4) ? LifecycleError.None : LifecycleError.Invalid;
                Assert.Equal(expected, step.Error);
                Assert.Equal(step.Error == LifecycleError.None && next != (int)state, step.Enters is not null);
            }
        }

        Assert.Equal(LifecycleError.Read, LifecycleStep.To(LifecycleWords.Erased with { Provisioning = 0xFF00 }, NordicLifecycle.Provisioning).Error);
        var entered = new[] { 1, 2, 3 }.Select(s => LifecycleStep.To(words[(NordicLifecycle)s], (NordicLifecycle)(s + 1)).Enters!.Value).ToList();
        Assert.Equal([0, 2, 6], entered.Select(ProvisionLayout.Ncs2.OffsetOf));
        Assert.Equal([8, 10, 12], entered.Select(ProvisionLayout.Early2022.OffsetOf));
        Assert.Equal([0, 4, 12], entered.Select(ProvisionLayout.Nrf54L.OffsetOf));
        Assert.Equal((-114, -115, -113), ((int)LifecycleError.Read, (int)LifecycleError.Invalid, (int)LifecycleError.HashFf));
    }
}
