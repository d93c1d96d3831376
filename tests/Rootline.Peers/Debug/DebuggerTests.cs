using System.Buffers.Binary;
using System.Globalization;
using Rootline.Chips.Cpu;
using Rootline.Formats.Elf;
using Rootline.Links;
using Rootline.Links.Gdb;
using Rootline.Links.Tcp;
using Rootline.TestSupport;
using Rootline.TestSupport.Debug;
using Xunit;

namespace Rootline.Peers.Debug;

/// <summary>A virtual chip on a TCP port, driven by the real gdb-multiarch with the ELF files that the chip writes.</summary>
public sealed class DebuggerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ProvisionedChip _chip = new();
    private readonly FlashBlock _flash = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TcpPort _port;
    private readonly Thread _pump;

    public DebuggerTests()
    {
        var device = new GdbDevice(new CpuDebugTarget(_chip.Cpu, "Rootline test", _flash), TimeProvider.System);
        _port = TcpPort.Listen(new("127.0.0.1", 0), device.Unplug);
        _pump = new(() => DevicePump.Run(device, _port, TimeProvider.System, _end.Token));
        _pump.Start();
        File.WriteAllBytes(_folder.PathOf("bl2.elf"), _chip.Bl2Elf);
        File.WriteAllBytes(_folder.PathOf("s.elf"), _chip.SecureElf);
        File.WriteAllBytes(_folder.PathOf("ns.elf"), _chip.NonSecureElf);
    }

    public void Dispose()
    {
        _end.Cancel();
        _pump.Join();
        _port.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    [ProgramFact("gdb-multiarch")]
    public void The_debugger_halts_reads_writes_breaks_continues_and_resets()
    {
        string said = Gdb("bl2.elf",
            "hbreak tfm_plat_provisioning_perform", "continue", "info registers pc", "print/x $lr & 1", "x/2hx $pc",
            "set {int}0x38000100 = 0x12345678", "x/1wx 0x38000100", "print/x *(char*)0x38000101", "x/1wx 0x60000000", "info breakpoints",
            "monitor info status", "monitor reset halt", "maintenance flush register-cache", "info registers pc", "continue", "info registers pc", "stepi", "info registers pc");
        uint perform = Address("bl2.elf", "tfm_plat_provisioning_perform");
        uint main = Address("bl2.elf", "main");
        Assert.Equal(2, Count(said, $"Breakpoint 1, 0x{perform:x8} in tfm_plat_provisioning_perform ()"));
        Assert.Contains($"pc             0x{perform:x8}", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("$1 = 0x1", said, StringComparison.Ordinal);
        Assert.Contains("0x38000100:\t0x12345678", said, StringComparison.Ordinal);
        Assert.Contains("$2 = 0x56", said, StringComparison.Ordinal);
        Assert.Contains("Cannot access memory at address 0x60000000", said, StringComparison.Ordinal);
        Assert.Contains("breakpoint already hit 1 time", said, StringComparison.Ordinal);
        Assert.Contains($"the core stands at 0x{perform:x8}, secure", said, StringComparison.Ordinal);
        Assert.Contains($"pc             0x{main:x8}", said, StringComparison.OrdinalIgnoreCase);
    }

    [ProgramFact("gdb-multiarch")]
    public void The_debugger_provisions_a_virtual_chip_by_hand_as_a_real_one()
    {
        File.WriteAllBytes(_folder.PathOf("huk.bin"), Struct(36, 0xC0DEFEED));
        File.WriteAllBytes(_folder.PathOf("psa.bin"), Struct(268, 0xBEEFFEED));
        string said = Gdb("bl2.elf",
            "hbreak tfm_plat_provisioning_perform", "continue", "delete",
            // The root keys, through the loader's own function, which returns to where the core stands.
            "set $scratch = $sp - 0x400", "set {char[32]}$scratch = \"0123456789abcdef0123456789abcde\"", "set $back = (unsigned)$lr", "set $here = (unsigned)$pc",
            "hbreak *$here", "set $r0 = 12", "set $r1 = 32", "set $r2 = $scratch", "set $lr = $here | 1", "set $pc = tfm_plat_otp_write", "continue", "print $r0",
            "set $r0 = 13", "set $r1 = 32", "set $r2 = $scratch", "set $lr = $here | 1", "set $pc = tfm_plat_otp_write", "continue", "print $r0",
            "delete", "set $lr = $back", "set $r0 = 0", "set $pc = $back & ~1",
            // The two structs, into the secure image.
            "file s.elf", "hbreak tfm_plat_provisioning_perform", "continue", "delete", "restore huk.bin binary &assembly_and_test_prov_data", "restore psa.bin binary &psa_rot_prov_data",
            "dump binary memory read.bin &psa_rot_prov_data ((char*)&psa_rot_prov_data)+268", "hbreak *($lr & ~1)", "continue", "print $r0", "delete",
            "file ns.elf", "hbreak ns_main", "continue", "detach");
        Assert.Equal(["$1 = 0", "$2 = 0", "$3 = 0"], said.Split('\n').Where(l => l.StartsWith('$')));
        Assert.Equal([0u, 2, 12, 13], _chip.Otp.Keys.Order().ToArray());
        Assert.Equal("0123456789abcdef0123456789abcde\0"u8.ToArray(), _chip.Otp[13]);
        Assert.Equal(Struct(36, 0xC0DEFEED)[4..], _chip.Otp[0]);
        Assert.Equal(Struct(268, 0xBEEFFEED), File.ReadAllBytes(_folder.PathOf("read.bin")));
        Assert.Equal(["secured"], _chip.Console);
    }

    [ProgramFact("gdb-multiarch")]
    public void The_debugger_loads_a_file_into_flash_through_the_packets_for_flash()
    {
        byte[] content = [.. Enumerable.Range(0, 6000).Select(i => (byte)i)];
        ElfSection[] sections = [new(".text", ElfSectionType.Content, ElfSection.InMemory | ElfSection.Code, _flash.Address, (uint)content.Length, content)];
        File.WriteAllBytes(_folder.PathOf("image.elf"), ElfWriter.Write(_flash.Address, sections, [new("start", _flash.Address, 4, ElfSymbolKind.Function, true, 1)]));
        string said = Gdb("image.elf", "info mem", "load");
        Assert.Contains("flash blocksize 0x1000", said, StringComparison.Ordinal);
        Assert.Equal(content, _flash.Content[..content.Length]);
        Assert.Equal(0xFF, _flash.Content[content.Length]);
        Assert.Equal(0, _flash.Content[0x2000]);
    }

    [ProgramFact("gdb-multiarch")]
    public void One_debugger_after_another_finds_the_core_where_the_last_one_left_it()
    {
        uint perform = Address("bl2.elf", "tfm_plat_provisioning_perform");
        Gdb("bl2.elf", "hbreak tfm_plat_provisioning_perform", "continue", "disconnect");
        Assert.Contains($"pc             0x{perform:x8}", Gdb("bl2.elf", "info registers pc", "disconnect"), StringComparison.OrdinalIgnoreCase);
    }

    private string Gdb(string file, params string[] commands)
    {
        string[] before = ["set pagination off", "set confirm off", "set tcp connect-timeout 120", "set remotetimeout 120", string.Create(CultureInfo.InvariantCulture, $"target remote 127.0.0.1:{_port.Address.Port}")];
        File.WriteAllLines(_folder.PathOf("script.gdb"), [.. before, .. commands.Select(c => c.StartsWith("x/1wx 0x6", StringComparison.Ordinal) ? $"python\ntry:\n  gdb.execute(\"{c}\")\nexcept gdb.error as e:\n  print(e)\nend" : c)]);
        var run = ProgramRun.Finish(ProgramRun.Start("gdb-multiarch", _folder.Folder, null, "-nx", "-batch", file, "-x", "script.gdb"));
        Assert.True(run.Exit == 0, run.Output + run.Error);
        return run.Output + run.Error;
    }

    private uint Address(string file, string symbol) => ElfImage.Parse(File.ReadAllBytes(_folder.PathOf(file))).OrThrow().Function(symbol).OrThrow().Address;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static byte[] Struct(int length, uint magic)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        bytes.AsSpan(4).Fill(0x5A);
        return bytes;
    }
}
