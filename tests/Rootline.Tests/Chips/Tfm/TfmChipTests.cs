using System.Security.Cryptography;
using System.Text;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Formats.Elf;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Tfm;
using Rootline.TestSupport.Tfm;
using Xunit;

namespace Rootline.Tests.Chips.Tfm;

/// <summary>The virtual TF-M chip, provisioned over the debugger's protocol as a real one is.</summary>
public sealed class TfmChipTests
{
    public static TheoryData<TfmRevision, bool, PsaProfile, bool> Builds
    {
        get
        {
            var data = new TheoryData<TfmRevision, bool, PsaProfile, bool>();
            foreach (var revision in Enum.GetValues<TfmRevision>())
            {
                foreach (bool raw in (bool[])[false, true])
                {
                    data.Add(revision, raw, PsaProfile.IotProfile1, false);
                    data.Add(revision, raw, revision == TfmRevision.V170 ? PsaProfile.Psa2Draft : PsaProfile.Rfc9783, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void A_blank_chip_is_provisioned_over_the_debugger_and_proves_it_by_a_token(TfmRevision revision, bool raw, PsaProfile profile, bool keyId)
    {
        var bench = TfmChipBench.Of(new() { Revision = revision, HasRawKeys = raw, Profile = profile, IncludesKeyId = keyId });
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(bench.Build)));
        Assert.Equal(TfmLifecycle.Secured, bench.Chip.Lifecycle.Burned);
        byte[] challenge = [.. Enumerable.Range(0, 48).Select(i => (byte)i)];
        Judge(debugger.Token(challenge), challenge, bench.Build, 0x3000);

        bench.Chip.Reset();
        Assert.True(bench.Chip.RunToRest());
        Assert.True(bench.Chip.IsUp);
        Judge(bench.Debugger().Token(challenge), challenge, bench.Build, 0x3000);
    }

    [Fact]
    public void Elements_lie_in_one_time_memory_as_they_were_injected()
    {
        var bench = TfmChipBench.Provisioned(new() { Revision = TfmRevision.V222, IncludesKeyId = true });
        using var rot = PsaRotData.Parse(TfmSample.Rot(bench.Build)).OrThrow();
        Assert.Equal(TfmSample.Iak.Scalar.ToArray(), Read(bench, OtpElement.Iak, 32));
        Assert.Equal(Read(bench, OtpElement.ImplementationId, 32), rot.ImplementationId.ToArray());
        Assert.Equal("kid@factory.example", Text(Read(bench, OtpElement.IakId, 32)));
        Assert.Equal("1234567890128-00042", Text(Read(bench, OtpElement.CertificationReference, 32)));
        Assert.Equal(bench.Rotpks[1], Read(bench, OtpElement.Bl2Rotpk1, 32));
        Assert.Equal([1, 0, 0], Read(bench, OtpElement.Bl2NvCounter1, 3));
    }

    [Fact]
    public void The_functions_of_one_time_memory_answer_as_measured_on_running_firmware()
    {
        var bench = TfmChipBench.Provisioned(new() { Revision = TfmRevision.V222, HasRawKeys = true });
        bench.Chip.Reset();
        var debugger = bench.Debugger();
        var host = debugger.Host;
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.Secure, "tfm_plat_provisioning_is_required")));
        uint write = TfmDebugger.AddressOf(debugger.Secure, "tfm_plat_otp_write");
        uint read = TfmDebugger.AddressOf(debugger.Secure, "tfm_plat_otp_read");
        uint size = TfmDebugger.AddressOf(debugger.Secure, "tfm_plat_otp_get_size");
        const uint Place = An521Map.SecureRam + 0x8000;
        uint Write(uint id, params byte[] value)
        {
            host.WriteMemory(Place, value);
            return debugger.Call(write, id, (uint)value.Length, Place);
        }

        Assert.Equal(0u, Write(7, 3, 0, 0, 0));
        Assert.Equal(0xA3C5u, Write(7, 0, 0, 0, 0));
        Assert.Equal(0xA3C5u, Write(7, 3, 0, 0, 0, 0));
        Assert.Equal(0xC35Au, Write(1, 1));
        Assert.Equal(0xC35Au, debugger.Call(read, 99, 4, Place));
        host.WriteMemory(Place, [.. Enumerable.Repeat((byte)0xEE, 64)]);
        Assert.Equal(0u, debugger.Call(read, 7, 64, Place));
        Assert.Equal([3, 0, 0, 0, 0xEE, 0xEE], host.ReadMemory(Place, 6));
        Assert.Equal((0u, 68), (debugger.Call(size, 12, Place), BitConverter.ToInt32(host.ReadMemory(Place, 4))));
        Assert.All((uint[])[1, 20, 23, 28, 31], id => Assert.Equal(0xC35Au, debugger.Call(size, id, Place)));
        Assert.Equal(0u, Write(7, 7, 0, 0, 0));
        Assert.Equal(0xA3C5u, Write(7, 3, 0, 0, 0));
        byte[] challenge = new byte[32];
        Judge(debugger.Token(challenge), challenge, bench.Build, 0x6000);
    }

    [Fact]
    public void Secure_memory_is_hidden_from_a_debugger_while_the_core_is_not_secure()
    {
        var bench = TfmChipBench.Provisioned(new());
        var debugger = bench.Debugger();
        var host = debugger.Host;
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.NonSecure, "main")));
        Assert.Throws<FaultException>(() => host.ReadMemory(An521Map.SecureRam, 4));
        Assert.Throws<FaultException>(() => host.ReadMemory(An521Map.SecureFlash + 0x309000, 4));
        Assert.Equal(4, host.ReadMemory(An521Map.NonSecureRam, 4).Length);
        bench.Chip.Reset();
        Assert.Equal(0xC0DE8112u, BitConverter.ToUInt32(host.ReadMemory(An521Map.SecureFlash + 0x309000, 4)));
    }

    [Fact]
    public void The_code_in_flash_is_that_of_the_elf_files()
    {
        var bench = TfmChipBench.Of(new());
        var debugger = bench.Debugger();
        var host = debugger.Host;
        foreach (var image in (ElfImage[])[debugger.Loader, debugger.Secure])
        {
            var symbol = image.Function("tfm_plat_provisioning_perform").OrThrow();
            Assert.Equal(image.BytesOf(symbol).ToArray(), host.ReadMemory(symbol.Address & ~1u, (int)symbol.Size));
        }

        var others = new TfmFirmware(new() { IncludesKeyId = true });
        Assert.False(others.Secure.Code.Span.SequenceEqual(bench.Firmware.Secure.Code.Span));
    }

    [Fact]
    public void Without_data_the_secure_image_resets_for_ever_or_halts()
    {
        foreach (bool halts in (bool[])[false, true])
        {
            var bench = TfmChipBench.Of(new() { Revision = TfmRevision.V222, HaltsOnPanic = halts });
            var debugger = bench.Debugger();
            debugger.ProvisionLoader(bench.Rotpks);
            bench.Chip.RunToRest();
            string text = bench.Chip.Console.TakeText();
            Assert.Contains("No valid ASSEMBLY_AND_TEST provisioning data found\r\n", text, StringComparison.Ordinal);
            Assert.Equal(halts ? 0 : 1, text.Split("[INF] Starting bootloader").Length - 2);
            Assert.Equal(TfmLifecycle.AssemblyAndTest, bench.Chip.Lifecycle.Burned);
        }
    }

    [Fact]
    public void What_was_cut_between_the_stages_is_finished_by_the_second_struct_alone()
    {
        var bench = TfmChipBench.Of(new());
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0xA3C5u, debugger.ProvisionSecure(TfmSample.Assembly(), new byte[bench.Build.PsaRot.Length]));
        Assert.Equal(TfmLifecycle.PsaRotProvisioning, bench.Chip.Lifecycle.Burned);
        var again = bench.Twin();
        debugger = again.Debugger();
        Assert.Equal(0u, debugger.ProvisionSecure(new byte[36], TfmSample.Rot(bench.Build)));
        Assert.Equal(TfmLifecycle.Secured, again.Chip.Lifecycle.Burned);
    }

    [Fact]
    public void Images_of_another_owner_are_not_started()
    {
        var bench = TfmChipBench.Of(new());
        var debugger = bench.Debugger();
        debugger.ProvisionLoader([bench.Rotpks[1], bench.Rotpks[0]]);
        Assert.True(bench.Chip.RunToRest());
        Assert.False(bench.Chip.IsUp);
        Assert.EndsWith("[ERR] Unable to find bootable image\r\n", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_symmetric_key_and_a_seed_per_boot_work_too()
    {
        var bench = TfmChipBench.Of(new() { DrawsBootSeed = true });
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks);
        Assert.Equal(0u, debugger.ProvisionSecure(TfmSample.Assembly(), TfmSample.Rot(bench.Build, IakType.HmacSha256)));
        var message = CoseMessage.Parse(debugger.Token(new byte[32])).OrThrow();
        Assert.Equal(CoseKind.Mac0, message.Kind);
        Assert.Equal(HMACSHA256.HashData(TfmSample.Iak.Scalar, message.ToBeAuthenticated()), message.Authenticator.ToArray());
    }

    [Fact]
    public void A_dummy_build_provisions_itself_and_says_at_every_start_that_it_is_not_secure()
    {
        var bench = TfmChipBench.Of(new() { Revision = TfmRevision.V170, HasDummyProvisioning = true });
        var debugger = bench.Debugger();
        debugger.ProvisionLoader(bench.Rotpks); // the published keys belong to nobody here, so the images' own ones go in
        Assert.True(debugger.RunTo(TfmDebugger.AddressOf(debugger.NonSecure, "main")));
        Assert.Contains("TFM_DUMMY_PROVISIONING is not suitable for production!", bench.Chip.Console.TakeText(), StringComparison.Ordinal);
        byte[] challenge = new byte[64];
        var message = CoseMessage.Parse(debugger.Token(challenge)).OrThrow();
        using var key = P256PublicKey.FromPoint(Convert.FromHexString(DummyPoint))!;
        Assert.True(key.Verify(message.ToBeAuthenticated(), message.Authenticator.Span));
        bench.Chip.Reset();
        Assert.True(bench.Chip.RunToRest());
        Assert.Equal(2, bench.Chip.Console.TakeText().Split("This device was provisioned with dummy keys.").Length - 1);
    }

    [Fact]
    public void A_dummy_loader_burns_the_published_keys_and_starts_nobody_elses_images()
    {
        var bench = TfmChipBench.Of(new() { Revision = TfmRevision.V170, HasDummyProvisioning = true });
        Assert.True(bench.Chip.RunToRest());
        Assert.False(bench.Chip.IsUp);
        Assert.Equal("e30466f6b8470c1f29070b17f1e2d3e94d445e3f608087fdc711e4382bb538b6", Convert.ToHexStringLower(Read(bench, OtpElement.Bl2Rotpk0, 32)));
        Assert.Equal("82a5b443594853d4bf0fdd89a914a5dc16f867548207d7077e74d80c063efda9", Convert.ToHexStringLower(Read(bench, OtpElement.Bl2Rotpk1, 32)));
    }

    private const string DummyPoint =
        "79eba90e8bf450a6751576ad4599b07adf938da3bb0bd17d0036ed49a2d0fc3fbfcdfa8956b568bfdb8673e648d8b58d929955b14a26c3080f34117d971d6864";

    private static void Judge(byte[] token, byte[] challenge, TfmBuild build, int lifecycle)
    {
        var message = CoseMessage.Parse(token).OrThrow();
        Assert.True(TfmSample.Iak.PublicKey.Verify(message.ToBeAuthenticated(), message.Authenticator.Span));
        byte[] point = TfmSample.Iak.PublicKey.Raw.ToArray();
        byte[] instance = build.IsOld ? InstanceId.OfPoint(point) : InstanceId.OfCoseKey(point);
        Assert.True(message.Payload.Span.IndexOf(instance) > 0);
        Assert.True(message.Payload.Span.IndexOf(challenge) > 0);
        Assert.Equal(build.IncludesKeyId, message.Header.KeyId is not null);
        byte[] claim = build.Profile == PsaProfile.IotProfile1 ? [0x3A, 0x00, 0x01, 0x24, 0xF9, 0x19] : [0x19, 0x09, 0x5B, 0x19];
        Assert.True(message.Payload.Span.IndexOf([.. claim, (byte)(lifecycle >> 8), (byte)lifecycle]) > 0);
    }

    private static byte[] Read(TfmChipBench bench, OtpElement element, int length)
    {
        var value = new byte[length];
        Assert.Equal(PlatformError.Success, bench.Chip.Otp.Read(element, value));
        return value;
    }

    private static string Text(byte[] field) => Encoding.ASCII.GetString(field).TrimEnd('\0');
}
