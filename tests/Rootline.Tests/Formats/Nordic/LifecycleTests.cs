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
        Assert.Equal(state, new LifecycleWords((ushort)provisioning, (ushort)secure, 0xFFFF, (ushort)decommissioned).State);
        Assert.Equal(state, new LifecycleWords((ushort)provisioning, (ushort)secure, 0x1234, (ushort)decommissioned).State);
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

    [Fact]
    public void Words_lie_in_the_order_of_the_sheet()
    {
        var words = LifecycleWords.Read([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08]);
        var bytes = new byte[LifecycleWords.Length];
        words.Write(bytes);

        Assert.Equal(new(0x0201, 0x0403, 0x0605, 0x0807), words);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], bytes);
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
                Assert.Equal(step.Error == LifecycleError.None && next != (int)state, step.Offset is not null);
            }
        }

        Assert.Equal(LifecycleError.Read, LifecycleStep.To(LifecycleWords.Erased with { Provisioning = 0xFF00 }, NordicLifecycle.Provisioning).Error);
        Assert.Equal([0, 2, 6], new[] { 1, 2, 3 }.Select(s => LifecycleStep.To(words[(NordicLifecycle)s], (NordicLifecycle)(s + 1)).Offset!.Value));
        Assert.Equal((-114, -115, -113), ((int)LifecycleError.Read, (int)LifecycleError.Invalid, (int)LifecycleError.HashFf));
    }
}
