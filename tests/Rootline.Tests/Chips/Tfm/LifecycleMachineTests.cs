using System.Security.Cryptography;
using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>The life cycle goes up, step by step; debug comes and goes; the end is for ever.</summary>
public sealed class LifecycleMachineTests
{
    private static readonly TfmLifecycle[] Way = [TfmLifecycle.AssemblyAndTest, TfmLifecycle.PsaRotProvisioning, TfmLifecycle.Secured, TfmLifecycle.Decommissioned];

    [Fact]
    public void Only_the_next_step_or_the_same_state_is_taken()
    {
        for (int at = 0; at < Way.Length; at++)
        {
            foreach (var wish in TfmLifecycles.All)
            {
                var machine = new LifecycleMachine(At(at));
                bool isTaken = wish == Way[at] || (at + 1 < Way.Length && wish == Way[at + 1]);
                Assert.Equal(isTaken ? PlatformError.Success : PlatformError.InvalidInput, machine.AdvanceForEver(wish));
                Assert.Equal(isTaken ? wish : Way[at], machine.Current);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0xF)]
    [InlineData(0x13)]
    public void A_word_that_is_none_is_unknown_and_goes_nowhere(byte word)
    {
        var hal = At(0);
        hal.WriteForEver(OtpElement.Lcs, [word]);
        var machine = new LifecycleMachine(hal);
        Assert.Equal((TfmLifecycle.Unknown, false), (machine.Current, machine.MayUseKeys));
        Assert.All(TfmLifecycles.All, s => Assert.Equal(PlatformError.InvalidInput, machine.AdvanceForEver(s)));
    }

    [Fact]
    public void Debug_is_open_in_secured_alone_and_ends_with_a_reset()
    {
        for (int at = 0; at < Way.Length; at++)
        {
            var machine = new LifecycleMachine(At(at));
            foreach (var debug in (TfmLifecycle[])[TfmLifecycle.NonPsaRotDebug, TfmLifecycle.RecoverablePsaRotDebug])
            {
                Assert.Equal(Way[at] == TfmLifecycle.Secured ? PlatformError.Success : PlatformError.NotPermitted, machine.OpenDebug(debug));
                Assert.Equal(Way[at] == TfmLifecycle.Secured ? debug : Way[at], machine.Current);
                Assert.Equal(Way[at], machine.Burned);
            }
        }

        var hal = At(2);
        var secured = new LifecycleMachine(hal);
        Assert.Equal(PlatformError.InvalidInput, secured.OpenDebug(TfmLifecycle.Secured));
        secured.OpenDebug(TfmLifecycle.NonPsaRotDebug);
        Assert.True(secured.MayUseKeys);
        secured.OpenDebug(TfmLifecycle.RecoverablePsaRotDebug);
        Assert.False(secured.MayUseKeys);
        Assert.Equal(TfmLifecycle.Secured, new LifecycleMachine(hal).Current);
        secured.CloseDebug();
        Assert.Equal((TfmLifecycle.Secured, true), (secured.Current, secured.MayUseKeys));
    }

    [Fact]
    public void Decommissioning_is_the_end_and_takes_the_keys_with_it_where_asked()
    {
        foreach (bool destroys in (bool[])[false, true])
        {
            var hal = At(2);
            hal.WriteForEver(OtpElement.Huk, [1, 2, 3]);
            var machine = new LifecycleMachine(hal);
            machine.OpenDebug(TfmLifecycle.NonPsaRotDebug);
            Assert.Equal(PlatformError.Success, machine.DecommissionForEver(destroys));
            Assert.Equal((TfmLifecycle.Decommissioned, false), (machine.Current, machine.MayUseKeys));
            var key = new byte[4];
            hal.Read(OtpElement.Huk, key);
            Assert.Equal(destroys ? [0xFF, 0xFF, 0xFF, 0xFF] : [1, 2, 3, 0], key);
            Assert.Equal(PlatformError.Success, machine.DecommissionForEver(destroys));
        }

        Assert.Equal(PlatformError.InvalidInput, new LifecycleMachine(At(1)).DecommissionForEver(true));
    }

    [Fact]
    public void The_debug_authority_is_the_key_whose_hash_is_burned()
    {
        var hal = At(2);
        var machine = new LifecycleMachine(hal);
        byte[] key = [4, 5, 6];
        Assert.False(machine.IsDebugAuthority(key));
        hal.WriteForEver(OtpElement.SecureDebugKey, SHA256.HashData(key));
        Assert.True(machine.IsDebugAuthority(key));
        Assert.False(machine.IsDebugAuthority([4, 5, 7]));
    }

    private static OtpHal At(int step)
    {
        var hal = new OtpHal(new RamOtpBacking(new OtpLayout(new OtpLayoutForm(TfmRelease.Tfm17))));
        var machine = new LifecycleMachine(hal);
        foreach (var state in Way.Take(step + 1))
            machine.AdvanceForEver(state);
        return hal;
    }
}
