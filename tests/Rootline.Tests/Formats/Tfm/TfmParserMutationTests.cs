using System.Buffers.Binary;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Console;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>Every parser of TF-M's data: 20,000 random mutations, the same in every run, and every changed byte; none makes it throw.</summary>
public sealed class TfmParserMutationTests
{
    private static readonly Bl2DataLayout Bl2Layout = new(68, 4, true, false, true);

    [Fact]
    public void Assembly_data() => Mutation.Feed(bytes => Read(AssemblyAndTestData.Parse(bytes)), Start(AssemblyAndTestData.Magic, AssemblyAndTestData.Length));

    [Fact]
    public void Data_of_the_psa_root_of_trust() => Mutation.Feed(
        bytes => Read(PsaRotData.Parse(bytes)),
        [.. PsaRotLayout.All.Select(l => Start(PsaRotData.Magic, l.Length, 40, 0x12))]);

    [Fact]
    public void Data_for_bl2() => Mutation.Feed(bytes => Bl2Data.Parse(bytes, Bl2Layout), Start(AssemblyAndTestData.Magic, Bl2Layout.Length));

    [Fact]
    public void Data_for_bl1() => Mutation.Feed(
        bytes => Array.ForEach(Enum.GetValues<Bl1DataForm>(), f => Read(Bl1Data.Parse(bytes, f))),
        Start(AssemblyAndTestData.Magic, 200),
        Start(AssemblyAndTestData.Magic, 160));

    [Fact]
    public void Images_of_one_time_memory() => Mutation.Feed(
        bytes =>
        {
            Read(OtpImage.Parse(bytes));
            Read(OtpImage.Parse(bytes, new OtpLayoutForm(TfmRelease.Tfm17)));
        },
        Area(new(new OtpLayoutForm(TfmRelease.Tfm17))),
        Area(new(new OtpLayoutForm(TfmRelease.Tfm16))));

    [Fact]
    public void Consoles() => Mutation.Feed(
        bytes => ConsoleBoot.Split(ConsoleReader.ReadAll(bytes)),
        "[INF] Starting bootloader\r\n[WRN] \u001b[1;31mThis device was provisioned with dummy keys. \0\r\n"u8.ToArray());

    [Fact]
    public void Every_changed_byte_of_the_boot_stages_data_is_refused_or_read_as_what_it_says()
    {
        foreach (var (_, bytes) in Mutation.ByteChanges(Start(AssemblyAndTestData.Magic, Bl2Layout.Length)))
            Assert.True(!Bl2Data.Parse(bytes, Bl2Layout).Try(out var data, out _) || data.ToBytes(Bl2Layout).OrThrow().AsSpan().SequenceEqual(bytes));
        foreach (var form in Enum.GetValues<Bl1DataForm>())
        {
            foreach (var (_, bytes) in Mutation.ByteChanges(Start(AssemblyAndTestData.Magic, 200)))
            {
                if (!Bl1Data.Parse(bytes, form).Try(out var data, out _))
                    continue;
                using (data)
                using (var written = data.ToBytes(form).OrThrow())
                    Assert.Equal(bytes, written.Span.ToArray());
            }
        }

        foreach (var (_, bytes) in Mutation.ByteChanges(Start(AssemblyAndTestData.Magic, AssemblyAndTestData.Length)))
        {
            if (!AssemblyAndTestData.Parse(bytes).Try(out var data, out _))
                continue;
            using (data)
            using (Secret written = data.ToBytes())
                Assert.Equal(bytes, written.Span.ToArray());
        }
    }

    private static void Read<T>(Parsed<T> parsed)
        where T : class, IDisposable
    {
        if (parsed.Try(out var value, out _))
            value.Dispose();
    }

    private static byte[] Start(uint magic, int length, int place = 4, byte value = 0)
    {
        var bytes = new byte[length];
        bytes[place] = value;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        return bytes;
    }

    private static byte[] Area(OtpLayout layout)
    {
        var image = new byte[2048];
        image.AsSpan().Fill(0xFF);
        foreach (int area in (int[])[0, 1024])
        {
            image.AsSpan(area, layout.Length).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(area), OtpLayout.InitMagic);
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(area + layout.SwapCount), layout.Form.Release < TfmRelease.Tfm17 ? OtpLayout.ValidMark : 2);
        }

        return image;
    }
}
