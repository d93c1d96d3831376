using Rootline.Cli.Config;
using Rootline.Core.Faults;
using Rootline.TestSupport;
using Rootline.TestSupport.Cli;
using Xunit;

namespace Rootline.Tests.Cli.Config;

public sealed class CardConfigTests : IDisposable
{
    private readonly FactoryFolder _factory = new();

    public CardConfigTests()
    {
        _factory.PutVendor();
        File.WriteAllText(_factory.PathOf("card.bin"), "only its name is looked at");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_good_file_becomes_a_plan_without_faults()
    {
        using var config = Read();
        Assert.Equal(("lpc55s69", 5u), (config.Plan.FamilyName, config.Plan.Quota));
        Assert.Equal([0x1004_0000u, 0x1004_1000u], config.Plan.Oem!.Certificates.Select(c => c.Address));
        Assert.Equal(new CardAccess(_factory.PathOf("card.bin"), _factory.PathOf("keys")), config.Card);
    }

    [Fact]
    public void All_faults_are_told_together_each_with_its_line()
    {
        _factory.WriteCard(
            "family: lpc99", "cmpa_path: nowhere.bin", "sb_kek_path: oem/cmpa.bin", "production_quota: 0", "oem_log_prk_path: oem/log_puk.pem",
            "user_kek_path:", "oem_id_addresses: [1]", "timeout: soon");
        string what = Fault().What;
        Assert.All(
            (string[])["line 1: family lpc99 is not known", "line 2: cmpa_path: nowhere.bin does not exist", "line 4: sb_kek_path:",
                "line 5: production_quota: 0 is not within 1 to 5000000", "line 6: oem_log_prk_path:", "oem_id_addresses has 1 addresses for 2 certificates",
                "timeout: soon is not a whole number"],
            text => Assert.Contains(text, what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        _factory.WriteCard("user_kek_path:", "tp_device:");
        string what = Fault().What;
        Assert.Contains("user_kek_path is missing", what, StringComparison.Ordinal);
        Assert.Contains("tp_device is missing", what, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_plan_checks_is_told_with_the_rest()
    {
        _factory.WriteCard("oem_id_addresses: [0x1004_0001, 0x1004_0100]");
        string what = Fault().What;
        Assert.Contains("not a multiple of 512", what, StringComparison.Ordinal);
        Assert.Contains("overlap", what, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_pasted_into_the_file_is_not_shown()
    {
        string secret = new('7', 64);
        _factory.WriteCard($"production_quota: x{secret}");
        Assert.DoesNotContain(secret, Fault().What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tp_device: scard", "card-reader-not-supported")]
    [InlineData("tp_device: swmodel", "software-model-not-supported")]
    [InlineData("tp_device: smartcard", "configuration")]
    public void A_card_that_cannot_be_reached_is_refused_by_its_own_code(string line, string code)
    {
        _factory.WriteCard(line);
        Assert.Equal(code, Fault().Code.Id);
    }

    [Fact]
    public void An_unknown_key_is_ignored_and_told()
    {
        _factory.WriteCard("production-quota: 7", "version: 3");
        var context = CliRun.Context(_factory.Folder);
        CardConfig.Read(context, "card.yaml").Dispose();
        Assert.Equal($"rootline: warning: {_factory.PathOf("card.yaml")}: line 17: production-quota is not a key that is known, it is ignored\n", context.Error.ToString());
    }

    [Fact]
    public void Names_may_be_a_list_of_maps_and_a_value_may_be_a_list()
    {
        _factory.WriteCard("oem_id_config: {issuer: [{COMMON_NAME: A}, {DOMAIN_COMPONENT: [b, c]}], subject: {COUNTRY_NAME: CZ}, duration: 0x10, serial_number: 0xFFFF_FFFF_FFFF_FFFF_FFFF}");
        using var config = Read();
        using var template = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(config.Plan.Oem!.Certificates[0].Template.Span);
        Assert.Equal("00FFFFFFFFFFFFFFFFFFFF", template.SerialNumber);
        Assert.Equal(3, template.IssuerName.EnumerateRelativeDistinguishedNames().Count());
        Assert.Equal(16, (template.NotAfter - template.NotBefore).Days);
    }

    [Fact]
    public void A_path_is_looked_up_beside_the_file_first_then_in_the_working_folder()
    {
        Directory.CreateDirectory(_factory.PathOf("sub"));
        File.Move(_factory.PathOf("card.yaml"), _factory.PathOf("sub/card.yaml"));
        using (CardConfig.Read(CliRun.Context(_factory.Folder), "sub/card.yaml"))
        {
        }

        Directory.CreateDirectory(_factory.PathOf("sub/oem"));
        File.WriteAllText(_factory.PathOf("sub/oem/sb_kek.txt"), "not a key");
        var fault = Assert.Throws<FaultException>(() => CardConfig.Read(CliRun.Context(_factory.Folder), "sub/card.yaml")).Fault;
        Assert.Contains(_factory.PathOf("sub/oem/sb_kek.txt"), fault.What, StringComparison.Ordinal);
    }

    [VectorFact]
    public void The_original_s_sample_is_read_but_for_its_card()
    {
        var context = CliRun.Context(Path.Combine(Vectors.Folder!, "spsdk-tp"));
        Assert.Equal("card-reader-not-supported", Assert.Throws<FaultException>(() => CardConfig.Read(context, "traces/tpconfig.yaml")).Fault.Code.Id);
        Assert.Equal("card-reader-not-supported", Assert.Throws<FaultException>(() => LineConfig.Read(context, "traces/tphost.yaml")).Fault.Code.Id);
    }

    private CardConfig Read() => CardConfig.Read(CliRun.Context(_factory.Folder), "card.yaml");

    private Fault Fault() => Assert.Throws<FaultException>(() => Read()).Fault;
}
