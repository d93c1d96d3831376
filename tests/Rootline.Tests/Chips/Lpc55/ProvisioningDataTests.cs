using Rootline.Core.Entropy;
using Rootline.Core.Time;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Pfr;
using Rootline.Formats.Nxp.Trust;
using Rootline.Foundry.Nxp;
using Rootline.Oem.Nxp;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Tests.Chips.Lpc55;

/// <summary>A chip that takes provisioning data in place of pages and KEKs.</summary>
public sealed class ProvisioningDataTests : IDisposable
{
    private static readonly Lazy<VirtualVendor> Vendor = new(() => VirtualVendor.Found(Families.Lpc55S3x, new VirtualClock(VirtualClock.Epoch), new SystemEntropy()));
    private static readonly Lazy<byte[]> Firmware = new(() => Vendor.Value.MakeProvisioningFirmware(TimeProvider.System, new SystemEntropy()));
    private readonly ChipBench _bench;

    public ProvisioningDataTests()
    {
        using var birth = Vendor.Value.MakeChip(new SystemEntropy());
        _bench = new ChipBench(birth);
        _bench.Host.ReceiveSbFile(Firmware.Value);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Data_of_the_virtual_profile_are_executed()
    {
        _bench.Burn(Wrap(Data(Families.Lpc55S3x)));
        var inside = _bench.Chip.Inside;
        Assert.True(_bench.Chip.IsProvisioned);
        Assert.Equal(ChipLab.Cfpa, inside.Pfr.Cfpa.Bytes.ToArray());
        Assert.True(inside.Pfr.Cmpa!.IsSealed);
        using var keys = inside.Keys.Read()!;
        using var kek = keys.SbKekAsKey();
        Assert.True(kek.FixedTimeEquals(ChipLab.Oem.SbKek.Span));
        _bench.Host.Reset();
        _bench.Host.ReceiveSbFile(ChipLab.Product);
        Assert.Equal(1, _bench.Chip.ProductFiles);
    }

    [Fact]
    public void Data_of_another_family_or_another_form_are_refused_and_nothing_is_written()
    {
        Refused(MbootStatus.TpProvisioningData, Data(Families.Mcxn));
        Refused(MbootStatus.TpProvisioningData, Data(Families.Lpc55S6x));
        Refused(MbootStatus.TpProvisioningData, [.. "sbv3"u8, .. new byte[1140]]);
        Refused(MbootStatus.TpProvisioningData, new byte[1]);
        byte[] changed = Data(Families.Lpc55S3x);
        changed[100] ^= 1;
        Refused(MbootStatus.TpProvisioningData, changed);
    }

    [Fact]
    public void Pages_inside_the_data_are_judged_as_pages_are()
    {
        Refused(MbootStatus.TpCmpa, Data(Families.Lpc55S3x, cmpa: new byte[512]));
        Refused(MbootStatus.TpCfpa, Data(Families.Lpc55S3x, cfpa: CfpaPage.Blank.Bytes.ToArray()));
    }

    [Fact]
    public void Pages_and_keks_are_not_for_this_family() => Refused(MbootStatus.TpEntryNotFound, null);

    [Theory]
    [InlineData(0x08)] // two keys in version 0
    [InlineData(0x05)] // five keys
    [InlineData(0x40)]
    public void Key_flags_of_version_0_are_not_known(int flags)
    {
        _bench.Host.WriteMemory(ChipBench.Buffer, new TpChallenge(new byte[16], (ushort)flags).ToBytes());
        _bench.Refuses(MbootStatus.TpEntryInvalid, () => _bench.Host.ProveGenuinity(ChipBench.Buffer, ChipBench.BufferLength));
    }

    [Fact]
    public void All_kinds_of_OEM_keys_are_made_in_the_order_of_their_ids()
    {
        var response = TpResponse.Parse(_bench.Prove(Challenge(0x34))).OrThrow();
        Assert.Equal([0, 1, 2, 3, OemKeyId.Ca, OemKeyId.Rtf], response.Statement.OemKeys.Select(k => k.Id));
        Assert.Equal(1, response.Die.Version);
        Assert.Equal(8 + 280 + 24 + 72 + (6 * 72) + 72, response.Bytes.Length);
    }

    private static byte[] Challenge(ushort flags) => new TpChallenge(new SystemEntropy().Bytes(TpChallenge.RandomLength), flags).ToBytes();

    private static byte[] Data(Family family, byte[]? cmpa = null, byte[]? cfpa = null)
    {
        using var keks = new CardKeks(ChipLab.Oem.SbKek.Copy(), ChipLab.Oem.UserKek.Copy());
        using var data = ProvisioningDataFile.Build(family, new(cmpa ?? ChipLab.Cmpa, cfpa ?? ChipLab.Cfpa), keks);
        return data.Span.ToArray();
    }

    private byte[] Wrap(byte[]? data) => ChipLab.Wrap(
        _bench.Prove(Challenge(0x01)), new() { ProvisioningData = data, CardKey = Vendor.Value.CardKey, Addresses = [0x10030000] });

    private void Refused(uint status, byte[]? data)
    {
        byte[] wrapped = Wrap(data);
        _bench.Refuses(status, () => _bench.Burn(wrapped));
        Assert.False(_bench.Chip.IsProvisioned);
    }
}
