using Rootline.Chips.Tfm;
using Rootline.Formats.Tfm;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>The documentation's example of a memory of one's own: it is this code, and it works behind TF-M's functions.</summary>
public sealed class FuseOtpTests
{
    [Fact]
    public void The_page_shows_the_code_that_is_tested()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs/tfm-otp.md"));
        string code = File.ReadAllText(RepositoryRoot.PathOf("tests/Rootline.Tests/Chips/Tfm/FuseOtp.cs"));
        string example = page.Split("```csharp\n")[1].Split("```")[0];
        Assert.EndsWith(example, code, StringComparison.Ordinal);
    }

    [Fact]
    public void Fuses_behind_the_functions_keep_the_rules_of_one_time_memory()
    {
        var fuses = new Fuses();
        var hal = new OtpHal(new FuseOtp(fuses));
        Assert.Equal(PlatformError.Success, hal.Open());
        byte[] key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        Assert.Equal(PlatformError.Success, hal.WriteForEver(OtpElement.Huk, key));
        Assert.Equal(PlatformError.InvalidInput, hal.WriteForEver(OtpElement.Huk, new byte[32]));
        Assert.Equal(PlatformError.Unsupported, hal.WriteForEver(OtpElement.Iak, key));
        var read = new byte[32];
        Assert.Equal(PlatformError.Success, hal.Read(OtpElement.Huk, read));
        Assert.Equal(key, read);
        var life = new LifecycleMachine(hal);
        Assert.Equal(PlatformError.Success, life.AdvanceForEver(TfmLifecycle.PsaRotProvisioning));
        Assert.Equal(TfmLifecycle.PsaRotProvisioning, life.Current);
        fuses.IsReady = false;
        Assert.Equal(PlatformError.SystemError, hal.Open());
    }

    private sealed class Fuses : IFuseRegisters
    {
        private readonly uint[] _words = new uint[16];

        public bool IsReady { get; set; } = true;

        public uint Read(int word) => _words[word];

        public void Burn(int word, uint bits) => _words[word] |= bits;
    }
}
