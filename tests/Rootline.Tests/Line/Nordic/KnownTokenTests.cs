using Rootline.Chips.Nordic;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Psa;
using Rootline.Formats.Records;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Retire;
using Xunit;

namespace Rootline.Tests.Line.Nordic;

public sealed class KnownTokenTests : IDisposable
{
    private readonly EntropySource _entropy = new SeededEntropy(5);
    private readonly P256PrivateKey _key;
    private readonly DeviceAttestation _known;

    public KnownTokenTests()
    {
        _key = P256PrivateKey.Generate(_entropy);
        _known = FirstToken.Enroll(Token(_key, NordicLifecycle.Secured), takesDummy: false).OrThrow();
    }

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(NordicLifecycle.Secured, SecurityLifecycle.Secured)]
    [InlineData(NordicLifecycle.Decommissioned, SecurityLifecycle.Decommissioned)]
    [InlineData(NordicLifecycle.Assembly, SecurityLifecycle.AssemblyAndTest)]
    public void A_token_of_the_recorded_part_says_its_lifecycle(NordicLifecycle state, SecurityLifecycle said) =>
        Assert.Equal(said, KnownToken.Judge(Token(_key, state), _known).OrThrow());

    [Fact]
    public void A_token_of_another_key_and_a_record_without_a_key_are_refused()
    {
        using var other = P256PrivateKey.Generate(_entropy);
        Assert.Equal(NordicLineFaults.Token, KnownToken.Judge(Token(other, NordicLifecycle.Secured), _known).Fault?.Code);
        Assert.Equal(NordicLineFaults.Token, KnownToken.Judge(Token(_key, NordicLifecycle.Secured), _known with { PublicKey = null }).Fault?.Code);
        Assert.Equal(NordicLineFaults.Token, KnownToken.Judge(Token(_key, NordicLifecycle.Secured), _known with { InstanceId = "01" + new string('0', 64) }).Fault?.Code);
    }

    [Fact]
    public void No_token_with_a_changed_byte_and_none_that_is_cut_is_taken()
    {
        byte[] token = Token(_key, NordicLifecycle.Secured);
        for (int i = 0; i < token.Length; i += 5)
        {
            byte[] changed = [.. token];
            changed[i] ^= 1;
            Assert.False(KnownToken.Judge(changed, _known).Ok);
            Assert.False(KnownToken.Judge(token.AsMemory(0, i), _known).Ok);
        }
    }

    private byte[] Token(P256PrivateKey key, NordicLifecycle state)
    {
        using var secret = Secret.CopyOf(key.Scalar);
        return new PlatformTokens(_entropy).Make(secret, new(state, ProvisionArea.DefaultImplementationId(), new byte[32], new byte[32]));
    }
}
