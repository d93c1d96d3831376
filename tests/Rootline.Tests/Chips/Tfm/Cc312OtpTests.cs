using Rootline.Chips.Tfm;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>CryptoCell-312's one-time memory: places, zero counts, the life cycle that waits for a power-on, every power cut.</summary>
public sealed class Cc312OtpTests(ITestOutputHelper output)
{
    private static readonly OtpElement[] Data =
    [
        OtpElement.Iak, OtpElement.IakLength, OtpElement.IakType, OtpElement.BootSeed, OtpElement.ImplementationId, OtpElement.CertificationReference,
        OtpElement.VerificationServiceUrl, OtpElement.ProfileDefinition,
    ];

    [Fact]
    public void Fields_follow_each_other_to_the_length_of_the_source()
    {
        Assert.Equal(0x332, Cc312Layout.Length);
        int next = 0xCA;
        foreach (var element in Cc312Layout.Elements.Where(e => e is not (OtpElement.Huk or OtpElement.Iak)))
        {
            Assert.Equal(next, Cc312Layout.Find(element)!.Offset);
            next += Cc312Layout.Find(element)!.Length;
        }

        Assert.Equal(Cc312Layout.Length, next);
        Assert.Equal((0xB0, 0xC0, 0xC6, 0xC8), (Count(OtpElement.BootSeed), Count(OtpElement.Bl2Rotpk0), Count(OtpElement.Bl2Rotpk3), Count(OtpElement.SecureDebugKey)));
        Assert.Null(Cc312Layout.ZeroCountOf(OtpElement.Bl2NvCounter0));
        static int Count(OtpElement element) => Cc312Layout.ZeroCountOf(element)!.Offset;
    }

    [Fact]
    public void A_life_goes_stage_by_stage_and_each_waits_for_a_power_on()
    {
        var bench = new Bench();
        Assert.Equal(PlatformError.InvalidInput, bench.Step(1)); // no key yet
        bench.First();
        Assert.Equal(PlatformError.Success, bench.Step(1));
        Assert.Equal(1, bench.Resets);
        Assert.Equal((Cc312Lifecycle.ChipManufacturer, true), (bench.Backing.Lifecycle, bench.Backing.NeedsPowerCycle));
        bench = bench.PowerOn();
        Assert.Equal((Cc312Lifecycle.DeviceManufacturer, false), (bench.Backing.Lifecycle, bench.Backing.NeedsPowerCycle));
        Assert.Equal(PlatformError.InvalidInput, bench.Step(3));
        bench.Second();
        Assert.Equal(PlatformError.Success, bench.Step(3));
        bench = bench.PowerOn();
        Assert.Equal((Cc312Lifecycle.Secure, PlatformError.Success), (bench.Backing.Lifecycle, bench.Hal.Open()));
        Assert.Equal(TfmLifecycle.Secured, new LifecycleMachine(bench.Hal).Current);
        Assert.Equal(PlatformError.InvalidInput, bench.Step(7));
        Assert.Equal(PlatformError.Success, bench.Backing.ReturnForEver());
        bench = bench.PowerOn();
        Assert.Equal(TfmLifecycle.Decommissioned, new LifecycleMachine(bench.Hal).Current);
        Assert.Equal(PlatformError.InvalidInput, bench.Backing.ReturnForEver());
    }

    [Fact]
    public void A_step_that_skips_one_is_refused()
    {
        var bench = new Bench();
        bench.First();
        bench.Second();
        Assert.Equal(PlatformError.InvalidInput, bench.Step(3));
        Assert.Equal(PlatformError.InvalidInput, bench.Step(7));
        Assert.Equal(PlatformError.InvalidInput, bench.Step(0));
        Assert.Equal(0, bench.Resets);
    }

    [Fact]
    public void An_asset_with_one_more_bit_stops_a_secured_device()
    {
        foreach (var element in Data.Where(e => e != OtpElement.Iak).Append(OtpElement.Bl2Rotpk1))
        {
            var bench = Secured();
            bench.Fuses.BurnForEver(Cc312Layout.Find(element)!.Offset, [0xFF]);
            Assert.Equal(PlatformError.SystemError, bench.PowerOn().Hal.Open());
        }
    }

    [Fact]
    public void Counts_protect_what_is_written_and_keys_without_one_are_refused()
    {
        var bench = new Bench();
        Assert.Equal(PlatformError.InvalidInput, bench.Hal.WriteForEver(OtpElement.Huk, new byte[32]));
        Assert.Equal(PlatformError.InvalidInput, bench.Hal.WriteForEver(OtpElement.Huk, [.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(PlatformError.Success, bench.Hal.WriteForEver(OtpElement.BootSeed, [0x0F]));
        Assert.Equal(PlatformError.Success, bench.Hal.WriteForEver(OtpElement.BootSeed, [0x0F]));
        Assert.Equal(PlatformError.InvalidInput, bench.Hal.WriteForEver(OtpElement.BootSeed, [0x1F]));
        Assert.Equal(PlatformError.Unsupported, bench.Hal.WriteForEver(OtpElement.EntropySeed, new byte[64]));
        Assert.Equal(PlatformError.Success, new PlatformCounters(bench.Hal, null).RaiseForEver(NvCounterId.Bl23, 500));
        Assert.Equal(PlatformError.SystemError, new Cc312OtpBacking(new(new MemoryStore(512), new PowerDomain("chip")), () => { }).Open());
    }

    [Fact]
    public void After_a_power_cut_anywhere_the_same_data_finish_the_device()
    {
        var trace = new Bench(records: true);
        Live(trace);
        int cases = 0;
        foreach (var operation in trace.Trace.ToList())
        {
            foreach (var cut in (Cut[])[new(operation, CutMoment.Before), new(operation, CutMoment.Torn, 0), new(operation, CutMoment.Torn, 1), new(operation, CutMoment.After)])
            {
                var bench = new Bench(cut: cut);
                Assert.Throws<PowerLostException>(() => Live(bench));
                var last = Live(bench.PowerOn());
                Assert.Equal((Cc312Lifecycle.Secure, PlatformError.Success), (last.Backing.Lifecycle, last.Hal.Open()));
                cases++;
            }
        }

        output.Tell($"{cases} power cuts in the fuses of CryptoCell-312; the same data finished all; 0 violations");
        Assert.True(cases > 200, $"{cases}");
    }

    // Whatever the stage, on to the end, with a power-on between the stages; one power domain for all, so that a cut falls anywhere.
    private static Bench Live(Bench bench)
    {
        while (bench.Backing.Lifecycle != Cc312Lifecycle.Secure)
        {
            if (bench.Backing.Lifecycle == Cc312Lifecycle.ChipManufacturer)
                bench.First();
            else
                bench.Second();
            Assert.Equal(PlatformError.Success, bench.Step(bench.Backing.Lifecycle == Cc312Lifecycle.ChipManufacturer ? (byte)1 : (byte)3));
            bench = bench.PowerOn(sameDomain: true);
        }

        return bench;
    }

    private static Bench Secured() => Live(new Bench());

    private sealed class Bench
    {
        private readonly MemoryStore _store;
        private readonly PowerDomain _power;

        public Bench(Cut? cut = null, bool records = false)
            : this(new MemoryStore(Cc312Fuses.StoreLength), new PowerDomain("chip") { Records = records })
        {
            if (cut is not null)
                _power.Arm(cut);
        }

        private Bench(MemoryStore store, PowerDomain power)
        {
            (_store, _power) = (store, power);
            Fuses = new(store, power);
            Backing = new(Fuses, () => Resets++);
            Hal = new(Backing);
        }

        public Cc312Fuses Fuses { get; }

        public Cc312OtpBacking Backing { get; }

        public OtpHal Hal { get; }

        public int Resets { get; private set; }

        public IEnumerable<int> Trace => _power.Trace.Select(o => o.Index);

        public Bench PowerOn(bool sameDomain = false) => new(_store, sameDomain ? _power : new PowerDomain("chip"));

        public PlatformError Step(byte word) => Hal.WriteForEver(OtpElement.Lcs, [word, 0, 0, 0]);

        public void First() => Write(OtpElement.Bl2Rotpk0, OtpElement.Bl2Rotpk1, OtpElement.Huk);

        public void Second() => Write(Data);

        private void Write(params OtpElement[] elements)
        {
            foreach (var element in elements)
            {
                byte[] value = [.. Enumerable.Range(0, Cc312Layout.Find(element)!.Length).Select(i => (byte)((i * 37) + (int)element))];
                Assert.Equal(PlatformError.Success, Hal.WriteForEver(element, value));
            }
        }
    }
}
