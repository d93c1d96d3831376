using System.Globalization;
using Rootline.Formats.Elf;
using Rootline.TestSupport;
using Rootline.TestSupport.Debug;
using Xunit;

namespace Rootline.Peers.Debug;

/// <summary>ELF files between us and the tools of the compiler, in both directions.</summary>
public sealed class ElfPeerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("arm-none-eabi-gcc", "arm-none-eabi-nm", "sh")]
    public void Symbols_of_a_built_firmware_are_those_that_nm_prints()
    {
        using var firmware = new TestFirmware();
        foreach (string file in (string[])[firmware.Bl2, firmware.Secure, firmware.NonSecure])
        {
            var ours = TestFirmware.Read(file).Symbols.Where(s => s.Kind != ElfSymbolKind.Label)
                .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Address:x8} {s.Size:x8} {s.Name}"));
            var theirs = Run("arm-none-eabi-nm", "-S", file).Split('\n').Select(l => l.Split(' ')).Where(l => l.Length == 4).Select(l => $"{l[0]} {l[1]} {l[3]}");
            Assert.NotEmpty(ours);
            Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        }
    }

    [ProgramFact("arm-none-eabi-gcc", "arm-none-eabi-objcopy", "sh")]
    public void Code_of_a_built_firmware_is_what_objcopy_takes_out()
    {
        using var firmware = new TestFirmware();
        string binary = _folder.PathOf("s.bin");
        Run("arm-none-eabi-objcopy", "-O", "binary", firmware.Secure, binary);
        var text = TestFirmware.Read(firmware.Secure).Sections.Single(s => s.Name == ".text");
        Assert.Equal(File.ReadAllBytes(binary), text.Bytes.ToArray());
    }

    [ProgramFact("arm-none-eabi-gcc", "arm-none-eabi-strip", "sh")]
    public void A_stripped_firmware_and_one_with_dummy_data_are_recognised()
    {
        using var firmware = new TestFirmware("-DDUMMY_PROVISIONING");
        var secure = TestFirmware.Read(firmware.Secure);
        var data = secure.BytesOf(secure.Data("psa_rot_prov_data").OrThrow());
        Assert.Equal([0xED, 0xFE, 0xEF, 0xBE], data[..4].ToArray());
        Run("arm-none-eabi-strip", firmware.Secure);
        Assert.Equal(ElfFaults.Stripped, ElfImage.Parse(File.ReadAllBytes(firmware.Secure)).Fault?.Code);
    }

    [ProgramFact("arm-none-eabi-readelf")]
    public void A_file_of_a_virtual_firmware_is_read_without_a_warning()
    {
        string file = _folder.PathOf("virtual.elf");
        File.WriteAllBytes(file, new ProvisionedChip().SecureElf);
        string all = Run("arm-none-eabi-readelf", "-aW", file);
        Assert.DoesNotContain("arning", all, StringComparison.Ordinal);
        Assert.DoesNotContain("rror", all, StringComparison.Ordinal);
        Assert.Matches("38000024 +268 OBJECT +LOCAL +DEFAULT +2 psa_rot_prov_data", all);
        Assert.Matches("10080401 +64 FUNC +GLOBAL +DEFAULT +1 tfm_plat_provisioning_perform", all);
    }

    private string Run(string program, params string[] arguments)
    {
        var run = ProgramRun.Finish(ProgramRun.Start(program, _folder.Folder, null, arguments));
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return run.Output;
    }
}
