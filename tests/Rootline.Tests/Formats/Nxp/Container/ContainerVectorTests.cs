using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Container;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Formats.Nxp.Container;

public sealed class ContainerVectorTests
{
    [VectorFact]
    public void A_container_with_bytes_behind_it_is_read_as_a_prefix_only()
    {
        var bytes = Vectors.Read("spsdk-tp/container/big_cont.bin");

        ContainerReaderTests.Refused("container-size", TpContainer.Parse(bytes));
        var container = TpContainer.ParsePrefix(bytes).OrThrow();

        Assert.Equal(504, container.Bytes.Length);
        Assert.Null(container.Authentication);
        Assert.Equal(
            [(PayloadType.OemSigningKey, 419), (PayloadType.OemCertificateStandard, 52)],
            container.Entries.Select(e => (e.Type, e.Payload.Length)).ToArray());
    }

    [VectorFact]
    public void A_container_with_a_wrong_tag_is_refused()
    {
        var bytes = Vectors.Read("spsdk-tp/container/big_cont.bin");
        bytes[3] = 0x11;

        ContainerReaderTests.Refused("container-header", TpContainer.ParsePrefix(bytes));
    }

    [VectorFact]
    public void The_key_pair_of_the_original_signs_and_verifies()
    {
        using var key = KeyFile.ReadPrivate(Vectors.Read("spsdk-tp/container/ecc_p256_prk.pem")).OrThrow();
        using var verifier = KeyFile.ReadPublic(Vectors.Read("spsdk-tp/container/ecc_p256_prk.pub")).OrThrow();
        var entries = TpContainer.ParsePrefix(Vectors.Read("spsdk-tp/container/big_cont.bin")).OrThrow().Entries;

        var signed = new ContainerWriter().Add(entries[0].Type, entries[0].Payload).Sign(key, TestKeys.Entropy);

        Assert.True(TpContainer.Parse(signed).OrThrow().IsSignedBy(verifier));
    }
}
