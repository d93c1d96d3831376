using System.Buffers.Binary;
using Rootline.Formats.Elf;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Elf;

public sealed class ElfImageTests(ITestOutputHelper output)
{
    private const uint Code = 0x10000000;
    private const uint Ram = 0x38000000;
    private static readonly byte[] CodeBytes = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    [Fact]
    public void A_file_that_is_written_is_read_with_all_that_was_in_it()
    {
        var image = ElfImage.Parse(Sample()).OrThrow();
        Assert.Equal(Code | 1, image.Entry);
        Assert.Equal(["", ".text", ".bss", ".symtab", ".strtab", ".shstrtab"], image.Sections.Select(s => s.Name));
        Assert.Equal([(Code, 64u, 64), (Ram, 0x200u, 0)], image.Segments.Select(s => (s.Address, s.Size, s.Bytes.Length)));
        var function = image.Function("tfm_plat_otp_write").OrThrow();
        Assert.Equal((Code + 32, 16u, true), (function.Address, function.Size, function.IsGlobal));
        Assert.Equal(CodeBytes[32..48], image.BytesOf(function).ToArray());
        var data = image.Data("psa_rot_prov_data").OrThrow();
        Assert.Equal((Ram + 0x24, 268u, false), (data.Address, data.Size, data.IsGlobal));
        Assert.True(image.BytesOf(data).IsEmpty);
        Assert.Equal(CodeBytes[60..], image.BytesAt(Code + 60, 4).ToArray());
        Assert.True(image.BytesAt(Code + 61, 4).IsEmpty);
        Assert.True(image.Has("psa_rot_prov_data"));
    }

    [Fact]
    public void The_same_firmware_is_written_as_the_same_bytes() => Assert.Equal(Sample(), Sample());

    [Fact]
    public void Local_symbols_stand_before_global_ones()
    {
        var image = ElfImage.Parse(Sample()).OrThrow();
        Assert.Equal(image.Symbols.OrderBy(s => s.IsGlobal).Select(s => s.Name), image.Symbols.Select(s => s.Name));
    }

    [Fact]
    public void A_symbol_that_is_not_there_or_of_another_kind_is_named()
    {
        var image = ElfImage.Parse(Sample()).OrThrow();
        Assert.Equal(ElfFaults.NoSymbol, image.Function("main").Fault?.Code);
        Assert.Equal(ElfFaults.NoSymbol, image.Function("psa_rot_prov_data").Fault?.Code);
        Assert.Contains("no data tfm_plat_otp_write", image.Data("tfm_plat_otp_write").Fault!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_at_two_addresses_is_ambiguous_and_at_one_it_is_not()
    {
        ElfSymbol[] symbols = [Local("twice", Ram), Local("twice", Ram + 8), Local("same", Ram), Local("same", Ram)];
        var image = ElfImage.Parse(ElfWriter.Write(Code, Sections, symbols)).OrThrow();
        Assert.Equal(ElfFaults.AmbiguousSymbol, image.Data("twice").Fault?.Code);
        Assert.Equal(Ram, image.Data("same").OrThrow().Address);
    }

    [Fact]
    public void A_file_without_symbols_is_said_to_be_stripped()
    {
        byte[] file = Sample();
        // The type of the section with the symbols, the third one, becomes another.
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(SectionTable(file) + (3 * 40) + 4), 1);
        Assert.Equal(ElfFaults.Stripped, ElfImage.Parse(file).Fault?.Code);
    }

    [Theory]
    [InlineData(4, 2)] // 64 bits
    [InlineData(5, 2)] // big-endian
    [InlineData(16, 1)] // not linked
    [InlineData(18, 3)] // x86
    public void Another_kind_of_machine_is_named(int offset, byte value)
    {
        byte[] file = Sample();
        file[offset] = value;
        Assert.Equal(ElfFaults.OtherMachine, ElfImage.Parse(file).Fault?.Code);
    }

    [Fact]
    public void Many_symbols_that_share_a_long_name_do_not_fill_the_memory()
    {
        string name = new('n', ElfImage.MaxName);
        int count = (ElfImage.MaxNames / ElfImage.MaxName) + 1;
        byte[] file = ElfWriter.Write(Code, Sections, [Local(name, Ram), .. Enumerable.Repeat(Local("x", Ram), count)]);
        var image = ElfImage.Parse(file).OrThrow();
        var table = image.Sections.Single(s => s.Name == ".symtab");
        int offset = file.AsSpan().IndexOf(table.Bytes.Span);
        int place = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset + 16));
        for (int i = 1; i <= count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset + (i * 16)), place);
        Assert.Equal(ElfFaults.Damaged, ElfImage.Parse(file).Fault?.Code);
    }

    [Fact]
    public void Tables_beyond_the_limits_are_refused()
    {
        byte[] file = Sample();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(48), ElfImage.MaxSections + 1);
        Assert.Equal(ElfFaults.Damaged, ElfImage.Parse(file).Fault?.Code);
    }

    [Fact]
    public void No_truncation_and_no_changed_byte_makes_anything_but_a_fault_or_an_image()
    {
        byte[] sample = Sample();
        int cases = 0;
        int faults = 0;
        for (int length = 0; length < sample.Length; length++, cases++)
        {
            var read = ElfImage.Parse(sample.AsMemory(0, length));
            // The table of sections ends the file.
            Assert.NotNull(read.Fault);
            faults++;
        }

        for (int at = 0; at < sample.Length; at++)
        {
            foreach (byte value in (byte[])[0, 1, 0x7F, 0x80, 0xFF, (byte)(sample[at] ^ 1)])
            {
                byte[] changed = [.. sample];
                changed[at] = value;
                if (ElfImage.Parse(changed).Try(out var image, out _))
                    Assert.All(image.Symbols, s => Assert.InRange(image.BytesOf(s).Length, 0, (int)Math.Min(s.Size, int.MaxValue)));
                else
                    faults++;
                cases++;
            }
        }

        Assert.InRange(faults, sample.Length, cases);
        output.Tell($"ELF files: {cases} truncated or changed, {faults} refused");
    }

    private static ElfSection[] Sections =>
    [
        new(".text", ElfSectionType.Content, ElfSection.InMemory | ElfSection.Code, Code, 64, CodeBytes),
        new(".bss", ElfSectionType.NoBits, ElfSection.InMemory | ElfSection.Writable, Ram, 0x200, default),
    ];

    private static byte[] Sample() => ElfWriter.Write(Code, Sections,
    [
        new("tfm_plat_otp_write", Code + 32, 16, ElfSymbolKind.Function, true, 1),
        Local("assembly_and_test_prov_data", Ram, 36),
        Local("psa_rot_prov_data", Ram + 0x24, 268),
    ]);

    private static ElfSymbol Local(string name, uint address, uint size = 4) => new(name, address, size, ElfSymbolKind.Data, false, 2);

    private static int SectionTable(byte[] file) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32));
}
