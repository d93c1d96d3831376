using Rootline.Formats.Nxp.Sb2;
using Rootline.Formats.Nxp.Sb2.Commands;
using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Formats.Nxp.Sb2;

/// <summary>Files that come in piece by piece: what is judged when, and that the pieces make no difference.</summary>
public sealed class IntakeTests(ITestOutputHelper output)
{
    private static readonly Sb2Command[] Loads =
    [
        new NopCommand(), new LoadCommand(0x100, new byte[100]), new FillCommand(0, 8, 7), new LoadCommand(0x200, new byte[33]), new NopCommand(), new NopCommand(),
    ];

    private static readonly Sb2Request Wide = Sb2Lab.Small with { Sections = [new(1, Loads, 3), new(2, Loads, 1), new(3, Loads, 16)], WithDigest = true };

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(96)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void The_size_of_the_pieces_makes_no_difference(int size)
    {
        byte[] file = Sb2Lab.Write(Wide);
        var runner = new Runner();
        using var intake = Begin(file.Length, runner);
        foreach (byte[] piece in file.Chunk(size))
            Assert.Equal(0u, intake.Take(piece));
        Assert.Equal(0u, intake.End());
        Assert.Equal([(1u, 3), (2u, 1), (3u, 16)], runner.Sections);
        Assert.Equal(3 * Loads.Length, runner.Commands.Count);
        Assert.Equal(Sb2File.Open(file, Sb2Lab.Kek, default).OrThrow().Commands.Select(Text), runner.Commands);
    }

    [Fact]
    public void A_wrong_header_is_known_with_its_last_byte_and_a_wrong_signature_before_the_first_section()
    {
        byte[] file = Sb2Lab.Write(Wide);
        int sections = Sb2Structure.Walk(file).OrThrow().SectionsOffset;
        Assert.Equal(96, KnownAt(file, 20, Sb2Lab.Kek));
        Assert.Equal(sections, KnownAt(file, 17, Sb2Lab.Kek));
        Assert.Equal(sections, KnownAt(file, sections - 1, Sb2Lab.Kek));
        Assert.Equal(sections, KnownAt(file, -1, new byte[32]));
        Assert.Equal(sections + 48, KnownAt(file, sections, Sb2Lab.Kek));
        Assert.Equal(sections + 48 + 96, KnownAt(file, sections + 48, Sb2Lab.Kek));
    }

    [Fact]
    public void The_commands_of_a_part_are_handed_out_before_the_next_part_comes_and_none_of_a_wrong_part_is()
    {
        byte[] file = Sb2Lab.Write(Wide);
        int parts = Sb2Structure.Walk(file).OrThrow().SectionsOffset + 48 + 96;
        int blocks = Loads.Sum(c => c is LoadCommand l ? 1 + ((l.Data.Length + 15) / 16) : 1);
        int part = blocks / 3 * 16;
        var runner = new Runner();
        using var intake = Begin(file.Length, runner);
        Assert.Equal(0u, intake.Take(file.AsSpan(0, parts + part - 1)));
        Assert.Empty(runner.Commands);
        Assert.Equal(0u, intake.Take(file.AsSpan(parts + part - 1, 1)));
        Assert.Equal([Text(Loads[0])], runner.Commands);
        file[parts + (2 * part) - 1] ^= 1;
        Assert.Equal(10101u, intake.Take(file.AsSpan(parts + part)));
        Assert.Equal(Sb2Faults.Mac, intake.Fault!.Code);
        Assert.Single(runner.Commands);
        Assert.Equal(10101u, intake.Take(file));
        Assert.Equal(10101u, intake.End());
    }

    [Fact]
    public void The_status_of_a_command_ends_the_file_and_is_no_fault_of_it()
    {
        byte[] file = Sb2Lab.Write(Wide);
        var runner = new Runner { FailsAt = 2 };
        using var intake = Begin(file.Length, runner);
        Assert.Equal(10200u, intake.Take(file));
        Assert.Null(intake.Fault);
        Assert.Equal(2, runner.Commands.Count);
        Assert.Equal(10200u, intake.End());
    }

    [Fact]
    public void A_load_over_very_many_parts_is_put_together_once()
    {
        byte[] data = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
        var section = new Sb2Section(5, [new LoadCommand(0, data), new NopCommand()], 12_502);
        byte[] file = Sb2Lab.Write(Sb2Lab.Small with { Sections = [section] });
        var load = (LoadCommand)Sb2File.Open(file, Sb2Lab.Kek, default).OrThrow().Commands.First();
        Assert.True(load.Data.Span.SequenceEqual(data));
    }

    [Fact]
    public void A_file_that_is_not_as_long_as_announced_is_refused()
    {
        byte[] file = Sb2Lab.Write(Wide);
        foreach (int announced in new[] { file.Length - 16, file.Length + 16, file.Length - 1, 1 })
        {
            using var intake = Begin(announced, new Runner());
            Assert.Equal(10104u, intake.Take(file));
        }

        using var whole = Begin(file.Length, new Runner());
        Assert.Equal(0u, whole.Take(file));
        Assert.Equal(10102u, whole.Take(new byte[1]));
        using var early = Begin(file.Length, new Runner());
        Assert.Equal(0u, early.Take(file.AsSpan(0, file.Length - 16)));
        Assert.Equal(10104u, early.End());
    }

    [Fact]
    public void Every_flipped_bit_is_refused_and_what_ran_before_it_was_found_is_a_beginning_of_the_file()
    {
        int flips = 0;
        foreach (bool digest in new[] { false, true })
        {
            byte[] file = Sb2Lab.Write(Sb2Lab.Small with { WithDigest = digest, Sections = [new(1, [.. Sb2Lab.Small.Sections[0].Commands, new NopCommand()], 2)] });
            var whole = new Runner();
            using (var sound = Begin(file.Length, whole))
                Assert.Equal(0u, sound.Take(file) + sound.End());
            for (int bit = 0; bit < 8 * file.Length; bit++, flips++)
            {
                file[bit / 8] ^= (byte)(1 << (bit % 8));
                var runner = new Runner();
                using var intake = Begin(file.Length, runner);
                bool refused = intake.Take(file) != 0 || intake.End() != 0;
                Assert.True(refused && intake.Fault is not null, $"bit {bit}");
                Assert.Equal(whole.Commands.Take(runner.Commands.Count), runner.Commands);
                file[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        output.Tell($"{flips} flipped bits, 0 accepted");
    }

    private static Sb2Intake Begin(int length, Runner runner) => new(length, Sb2Lab.Kek, Sb2Anchor.None, runner);

    // After how many bytes a file with one changed byte is refused.
    private static int KnownAt(byte[] file, int changed, byte[] kek)
    {
        byte[] copy = [.. file];
        if (changed >= 0)
            copy[changed] ^= 1;
        using var intake = new Sb2Intake(copy.Length, kek, Sb2Anchor.None, new Runner());
        for (int i = 0; i < copy.Length; i++)
        {
            if (intake.Take(copy.AsSpan(i, 1)) != 0)
                return i + 1;
        }

        return -1;
    }

    private static string Text(Sb2Command command) => command is LoadCommand l ? $"load {l.Address} {Convert.ToHexString(l.Data.Span)}" : $"{command}";

    private sealed class Runner : ISb2Runner
    {
        public List<(uint, int)> Sections { get; } = [];

        public List<string> Commands { get; } = [];

        public int FailsAt { get; init; } = int.MaxValue;

        public void Enter(uint id, int macCount) => Sections.Add((id, macCount));

        public uint Run(Sb2Command command)
        {
            if (Commands.Count == FailsAt)
                return 10200;
            Commands.Add(Text(command));
            return 0;
        }
    }
}
