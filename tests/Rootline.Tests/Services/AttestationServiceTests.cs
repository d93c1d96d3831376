using System.Buffers.Binary;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cbor;
using Rootline.Formats.Psa.Cose;
using Rootline.Services.Attestation;
using Rootline.Services.Framework;
using Xunit;

namespace Rootline.Tests.Services;

/// <summary>The attestation service at its message level: sizes, errors, what makes no token.</summary>
public sealed class AttestationServiceTests
{
    private const int Client = -1;

    [Fact]
    public void The_length_that_is_asked_for_is_the_length_of_the_token_for_every_profile_key_and_challenge()
    {
        foreach (var profile in Enum.GetValues<PsaProfile>())
        {
            foreach (var (type, length) in ((uint, int)[])[(0x12, 32), (0x12, 48), (0x03800009, 32), (0x0380000A, 48), (0x0380000B, 64)])
            {
                var platform = FixedPlatform.Complete();
                (platform.KeyType, platform.Key) = (type, [.. Enumerable.Repeat((byte)9, length)]);
                var service = Service(platform, AttestationBuild.Tfm22(profile));
                Assert.All((int[])[32, 48, 64], challenge => Assert.Equal(Size(service, challenge), Token(service, challenge).Length));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(47)]
    [InlineData(63)]
    [InlineData(65)]
    public void Other_challenge_lengths_are_invalid_arguments_in_both_functions(int length)
    {
        var service = Service(FixedPlatform.Complete());
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(new(Client, AttestationRequest.GetToken, [new byte[length]], new OutputVector(592))));
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(SizeMessage(length, new(4))));
    }

    [Fact]
    public void A_buffer_of_no_length_is_an_invalid_argument_and_one_that_is_a_byte_short_is_too_small()
    {
        var service = Service(FixedPlatform.Complete());
        int size = Size(service, 32);
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(TokenMessage(32, new(0))));
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(new(Client, AttestationRequest.GetToken, [new byte[32]])));
        foreach (int room in (int[])[1, 31, size - 1])
        {
            var vector = new OutputVector(room);
            Assert.Equal(PsaStatus.BufferTooSmall, service.Call(TokenMessage(32, vector)));
            Assert.Equal(0, vector.Length);
        }

        Assert.Equal(PsaStatus.Success, service.Call(TokenMessage(32, new(size))));
    }

    [Fact]
    public void Vectors_of_the_size_query_have_four_bytes()
    {
        var service = Service(FixedPlatform.Complete());
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(new(Client, AttestationRequest.GetTokenSize, [new byte[3]], new OutputVector(4))));
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(SizeMessage(32, new(8))));
        Assert.Equal(PsaStatus.InvalidArgument, service.Call(new(Client, AttestationRequest.GetTokenSize, [])));
        Assert.Equal(PsaStatus.NotSupported, service.Call(new(Client, 1003, [])));
    }

    [Fact]
    public void More_than_four_vectors_are_no_message() =>
        Assert.Throws<ArgumentException>(() => new ServiceMessage(Client, 0, [default, default, default], new OutputVector(1), new OutputVector(1)));

    [Fact]
    public void A_claim_that_cannot_be_had_makes_no_token()
    {
        Action<FixedPlatform>[] losses =
        [
            p => p.Items.Remove(AttestationItem.ImplementationId),
            p => p.Items.Remove(AttestationItem.BootSeed),
            p => p.Items[AttestationItem.VerificationService] = [0xFF, 0xFE],
            p => p.Items[AttestationItem.CertificationReference] = [0xC3],
            p => p.Key = null,
            p => p.Key = new byte[32],
            p => p.Key = [.. Enumerable.Repeat((byte)0xFF, 32)],
            p => p.Key = [.. Enumerable.Repeat((byte)1, 66)],
            p => p.KeyType = 0x03800009 + 1,
            p => p.KeyType = 0x41,
        ];
        foreach (var lose in losses)
        {
            var platform = FixedPlatform.Complete();
            lose(platform);
            var service = Service(platform);
            Assert.Equal(PsaStatus.GenericError, service.Call(TokenMessage(32, new(592))));
            Assert.Equal(PsaStatus.GenericError, service.Call(SizeMessage(32, new(4))));
        }
    }

    [Fact]
    public void A_caller_without_an_id_gets_no_token() =>
        Assert.Equal(PsaStatus.GenericError, Service(FixedPlatform.Complete()).Call(new(0, AttestationRequest.GetToken, [new byte[32]], new OutputVector(592))));

    [Fact]
    public void Without_usable_boot_data_the_service_does_not_come_up()
    {
        var platform = FixedPlatform.Complete();
        platform.BootData = null;
        Assert.Equal(PsaStatus.ServiceFailure, Service(platform).Call(TokenMessage(32, new(592))));
        platform.BootData = new();
        platform.Add(0x1001, new byte[32]); // a claim that is not a whole record
        Assert.Equal(PsaStatus.ServiceFailure, Service(platform).Call(SizeMessage(32, new(4))));
    }

    [Fact]
    public void Where_nothing_was_measured_the_first_profile_says_so_and_the_others_make_no_token()
    {
        var platform = FixedPlatform.Complete();
        platform.BootData = new();
        Assert.Equal(1, Claim(Token(Service(platform, AttestationBuild.Tfm17(PsaProfile.IotProfile1)), 32), -75007).Whole);
        foreach (var profile in Enum.GetValues<PsaProfile>().Where(p => p != PsaProfile.IotProfile1))
            Assert.Equal(PsaStatus.GenericError, Service(platform, AttestationBuild.Tfm22(profile)).Call(TokenMessage(32, new(592))));
    }

    [Fact]
    public void Entries_of_measured_boot_become_components_in_their_own_order()
    {
        var platform = FixedPlatform.Complete();
        platform.BootData = new();
        platform.Add(0x3000, "1.2.3"u8.ToArray());
        platform.Add(0x3001, new byte[32]);
        platform.Add(0x3003, "SPE"u8.ToArray());
        platform.Add(0x3009, "SHA256"u8.ToArray());
        platform.Add(0x3008, [.. Enumerable.Repeat((byte)5, 32)]);
        platform.Add(0x2000, new byte[8]); // the version for the update service: not a measurement
        var components = Claim(Token(Service(platform), 32), 2399);
        Assert.Equal([0x81, 0xA5, 0x05, 0x58, 0x20], components.Encoded[..5].ToArray());
        platform.Add(0x3041, new byte[32]); // a slot without a measurement
        Assert.Equal(PsaStatus.ServiceFailure, Service(platform).Call(TokenMessage(32, new(592))));
    }

    [Fact]
    public void A_constant_boot_seed_is_the_platforms_and_one_per_boot_changes_with_the_boot_alone()
    {
        var platform = FixedPlatform.Complete();
        var build = AttestationBuild.Tfm22(PsaProfile.Rfc9783);
        Assert.Equal(platform.Items[AttestationItem.BootSeed], Claim(Token(Service(platform, build), 32), 268).Bytes!.Value.ToArray());
        var entropy = new SeededEntropy(5);
        var perBoot = build with { BootSeed = BootSeedRule.PerBoot };
        var first = new AttestationService(perBoot, platform, entropy);
        var second = new AttestationService(perBoot, platform, entropy);
        byte[] seed = Claim(Token(first, 32), 268).Bytes!.Value.ToArray();
        Assert.Equal(seed, Claim(Token(first, 48), 268).Bytes!.Value.ToArray());
        Assert.NotEqual(seed, Claim(Token(second, 32), 268).Bytes!.Value.ToArray());
        platform.Items.Remove(AttestationItem.BootSeed);
        Assert.Equal(32, Claim(Token(new(perBoot, platform, entropy), 32), 268).Bytes!.Value.Length);
    }

    [Fact]
    public void The_profile_of_the_platform_goes_before_that_of_the_build_where_it_is_read()
    {
        var platform = FixedPlatform.Complete();
        platform.Items[AttestationItem.Profile] = "own profile\0"u8.ToArray();
        Assert.Equal("own profile", Claim(Token(Service(platform, AttestationBuild.Tfm17(PsaProfile.IotProfile1)), 32), -75000).Text);
        Assert.Equal("PSA_IOT_PROFILE_1", Claim(Token(Service(platform, AttestationBuild.Tfm22(PsaProfile.IotProfile1)), 32), -75000).Text);
    }

    [Fact]
    public void A_symmetric_key_is_named_by_the_platform_and_an_asymmetric_one_by_its_hash()
    {
        var platform = FixedPlatform.Complete();
        var build = AttestationBuild.Tfm22(PsaProfile.Rfc9783) with { IncludesKeyId = true };
        Assert.Equal(Claim(Token(Service(platform, build), 32), 256).Bytes!.Value[1..].ToArray(), KeyId(Token(Service(platform, build), 32)));
        platform.KeyType = 0x03800009;
        Assert.Equal(PsaStatus.GenericError, Service(platform, build).Call(TokenMessage(32, new(592))));
        platform.Items[AttestationItem.KeyId] = "kid@factory.example\0\0"u8.ToArray();
        Assert.Equal("kid@factory.example"u8.ToArray(), KeyId(Token(Service(platform, build), 32)));
    }

    [Fact]
    public void The_caller_and_the_life_cycle_of_the_moment_stand_in_the_token()
    {
        var platform = FixedPlatform.Complete();
        var service = Service(platform, AttestationBuild.Tfm17(PsaProfile.IotProfile1));
        platform.Lifecycle = 0x6000;
        byte[] token = Token(service, 32, 261);
        Assert.Equal((261, 0x6000), (Claim(token, -75001).Whole, Claim(token, -75002).Whole));
    }

    private static AttestationService Service(FixedPlatform platform, AttestationBuild? build = null) =>
        new(build ?? AttestationBuild.Tfm22(PsaProfile.Rfc9783), platform, new SeededEntropy(1));

    private static ServiceMessage TokenMessage(int challenge, OutputVector output) => new(Client, AttestationRequest.GetToken, [new byte[challenge]], output);

    private static ServiceMessage SizeMessage(int challenge, OutputVector output)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, challenge);
        return new(Client, AttestationRequest.GetTokenSize, [size], output);
    }

    private static int Size(AttestationService service, int challenge)
    {
        var output = new OutputVector(4);
        Assert.Equal(PsaStatus.Success, service.Call(SizeMessage(challenge, output)));
        return BinaryPrimitives.ReadInt32LittleEndian(output.Written);
    }

    private static byte[] Token(AttestationService service, int challenge, int client = Client)
    {
        var output = new OutputVector(1024);
        Assert.Equal(PsaStatus.Success, service.Call(new(client, AttestationRequest.GetToken, [new byte[challenge]], output)));
        return output.Written.ToArray();
    }

    private static byte[] KeyId(byte[] token) => CoseMessage.Parse(token).OrThrow().Header.KeyId!.Value.ToArray();

    private static CborItem Claim(byte[] token, long key)
    {
        var reader = new CborReader(CoseMessage.Parse(token).OrThrow().Payload);
        int count = reader.Map();
        for (int i = 0; i < count; i++)
        {
            long label = reader.Whole();
            var value = reader.Item();
            if (label == key)
                return value;
        }

        throw new InvalidOperationException($"no claim {key}");
    }
}
