using Rootline.Core.Faults;
using Rootline.Core.Power;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Faults.Chips;

/// <summary>The power goes while a host burns the key store or one-time words.</summary>
public sealed class KeyAndOneTimePowerCutTests(ITestOutputHelper output) : IDisposable
{
    private readonly ChipBench _chip = new();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void After_a_cut_the_key_store_holds_the_old_keys_the_new_ones_or_none_and_is_burned_again()
    {
        Burn(_chip, 1);
        var found = new SortedDictionary<string, int>();
        int cases = ForEachCut(c => Burn(c, 2), later =>
        {
            string state = Keys(later);
            Assert.Contains(state, new[] { "1", "2", "none" });
            found[state] = found.GetValueOrDefault(state) + 1;
            Burn(later, 2);
            Assert.Equal("2", Keys(later));
        });
        output.Tell($"{cases} cuts while a key store is burned: {string.Join(", ", found.Select(f => $"{f.Value} found keys {f.Key}"))}; 0 violations");
        Assert.Equal(["1", "2", "none"], found.Keys);
    }

    [Fact]
    public void After_a_cut_one_time_words_are_burned_whole_or_not_at_all_and_older_ones_stay()
    {
        _chip.Host.OneTime.BurnWords(0, 7);
        _chip.Host.OneTime.BurnWords(1, 8);
        int burned = 0;
        int cases = ForEachCut(c => c.Host.OneTime.BurnWords(2, 1, 2), later =>
        {
            Assert.Equal([7u, 8u], later.Host.OneTime.ReadWords(0, 2));
            var words = later.Host.OneTime.ReadWords(2, 2);
            if (words.SequenceEqual([0u, 0u]))
                later.Host.OneTime.BurnWords(2, 1, 2);
            else
                burned++;
            Assert.Equal([1u, 2u], later.Host.OneTime.ReadWords(2, 2));
            later.Refuses(MbootStatus.OneTimeLocked, () => later.Host.OneTime.BurnWords(2, 3));
        });
        output.Tell($"{cases} cuts while one-time words are burned, {burned} found burned; 0 violations");
        Assert.InRange(burned, 1, cases - 1);
    }

    private int ForEachCut(Action<ChipBench> deed, Action<ChipBench> judge)
    {
        int cases = 0;
        using var trace = _chip.Twin();
        deed(trace);
        foreach (var operation in trace.Power.Trace.ToList())
        {
            var cuts = Enumerable.Range(0, operation.TornOutcomes).Select(o => new Cut(operation.Index, CutMoment.Torn, o))
                .Append(new(operation.Index, CutMoment.Before)).Append(new(operation.Index, CutMoment.After));
            foreach (var cut in cuts)
            {
                using var dead = _chip.Twin(cut);
                Assert.Throws<FaultException>(() => deed(dead));
                using var later = dead.PowerCycled();
                judge(later);
                cases++;
            }
        }

        return cases;
    }

    private static void Burn(ChipBench chip, byte value)
    {
        using var key = new Secret(32);
        key.Span.Fill(value);
        chip.Host.Keys.Enroll();
        chip.Host.Keys.SetUserKey(UserKeyType.SbKek, key);
        chip.Host.Keys.BurnKeyStore();
    }

    private static string Keys(ChipBench chip)
    {
        using var keys = chip.Chip.Inside.Keys.Read();
        return keys is null ? "none" : $"{keys.SbKek.Span[31]}";
    }
}
