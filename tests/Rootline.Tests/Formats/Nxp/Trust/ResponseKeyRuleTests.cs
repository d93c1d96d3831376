using Rootline.Formats.Nxp.Trust;
using Rootline.Tests.Formats.Nxp.Container;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Trust;

public sealed class ResponseKeyRuleTests
{
    [Fact]
    public void The_rule_that_nobody_chose_is_the_attestation_key()
    {
        Assert.Equal(ResponseKeyRule.Attestation, default(ResponseKeyRule));
        Assert.Equal(ResponseKeyRule.Attestation, ResponseKeyRules.Find(ResponseKeyRules.Names[0]).OrThrow());
    }

    [Fact]
    public void Every_rule_is_found_by_its_name()
    {
        Assert.Equal(Enum.GetValues<ResponseKeyRule>(), ResponseKeyRules.Names.Select(n => ResponseKeyRules.Find(n).OrThrow()));
        Assert.Equal(ResponseKeyRules.Names, Enum.GetValues<ResponseKeyRule>().Select(r => r.Name()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Identity")]
    [InlineData("9966")]
    public void Another_name_is_refused(string name) => ContainerReaderTests.Refused("response-key-rule", ResponseKeyRules.Find(name));
}
