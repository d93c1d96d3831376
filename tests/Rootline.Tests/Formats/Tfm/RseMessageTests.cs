using System.Buffers.Binary;
using System.Numerics;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Rse;
using Xunit;

namespace Rootline.Tests.Formats.Tfm;

/// <summary>What is read of the provisioning of RSE: typed messages, words of the life cycle manager, progress.</summary>
public sealed class RseMessageTests
{
    [Theory]
    [InlineData(0x1111B10B, RseMessageKind.Blob, true, false)]
    [InlineData(0x2222CE57, RseMessageKind.Certificate, true, true)]
    [InlineData(0x33330C0D, RseMessageKind.ChipOutput, false, true)]
    [InlineData(0x3333DA7A, RseMessageKind.PlainData, true, true)]
    [InlineData(0x4444DA7A, RseMessageKind.AuthenticatedData, true, false)]
    public void A_message_is_told_by_its_first_word(uint word, RseMessageKind kind, bool isForChip, bool isAnswer)
    {
        byte[] bytes = [.. Word(word), 1, 2, 3];
        Assert.True(RseMessage.Parse(bytes).Try(out var message, out _));
        Assert.Equal((kind, isForChip, isAnswer), (message.Kind, message.IsForChip, message.IsAnswer));
        Assert.Equal(bytes, message.ToBytes());
        Assert.False(RseMessage.Parse(bytes.AsSpan(0, 4)).Try(out _, out var fault));
        Assert.Equal(RseFaults.Message, fault.Code);
    }

    [Fact]
    public void A_changed_first_word_and_one_too_long_are_no_message()
    {
        foreach (var (at, bytes) in Mutation.ByteChanges([.. Word((uint)RseMessageKind.Blob), 9]))
        {
            bool isRead = RseMessage.Parse(bytes).Try(out _, out _);
            Assert.True(!isRead || at >= sizeof(uint) || Enum.IsDefined((RseMessageKind)BinaryPrimitives.ReadUInt32LittleEndian(bytes)));
        }

        Assert.False(RseMessage.Parse([.. Word((uint)RseMessageKind.Blob), .. new byte[RseMessage.MaxLength]]).Try(out _, out _));
        Assert.False(RseMessage.Parse(default).Try(out _, out _));
        Assert.False(RseMessage.Parse([.. Word(0xC0DEFEED), 1]).Try(out _, out _));
    }

    [Fact]
    public void Words_of_the_life_cycle_manager_are_far_from_each_other_and_a_changed_one_is_none()
    {
        var all = Enum.GetValues<LcmWord>();
        Assert.Equal(10, all.Length);
        foreach (var word in all)
        {
            Assert.True(LcmWords.Parse(Word((uint)word)).Try(out var read, out _));
            Assert.Equal(word, read);
            for (int bit = 0; bit < 32; bit++)
                Assert.False(LcmWords.Parse(Word((uint)word ^ (1u << bit))).Try(out _, out _));
            Assert.DoesNotContain(all, other => other != word && BitOperations.PopCount((uint)word ^ (uint)other) < 4);
        }

        Assert.False(LcmWords.Parse(new byte[3]).Try(out _, out _));
        Assert.False(LcmWords.Parse(new byte[5]).Try(out _, out _));
        Assert.Equal(
            [TfmLifecycle.AssemblyAndTest, TfmLifecycle.PsaRotProvisioning, TfmLifecycle.Secured, TfmLifecycle.Decommissioned, null],
            new[] { LcmWord.ChipManufacturer, LcmWord.DeviceManufacturer, LcmWord.Secure, LcmWord.Returned, LcmWord.Virgin }.Select(w => w.ToLifecycle()));
    }

    [Fact]
    public void Progress_is_read_step_by_step_and_names_what_failed()
    {
        Assert.True(RseProgressReader.Parse([0, 0, 2, 2, 4, 7, 0, 8, 9, 0xA]).Try(out var steps, out _));
        Assert.Equal(
            [RseProgress.Cold, RseProgress.ChipManufacturerWaits, RseProgress.ChipManufacturerRuns, RseProgress.ChipManufacturerDone, RseProgress.Cold, RseProgress.DeviceManufacturerWaits, RseProgress.DeviceManufacturerRuns, RseProgress.DeviceManufacturerNotAuthentic],
            steps);
        Assert.Equal([RseProgress.DeviceManufacturerNotAuthentic], steps.Where(s => s.IsFailure()));
        for (int sample = 0; sample < 256; sample++)
            Assert.Equal(sample <= 0xD, RseProgressReader.Parse([(byte)sample]).Try(out _, out _));
        Assert.False(RseProgressReader.Parse(new byte[RseProgressReader.MaxSamples + 1]).Try(out _, out _));
    }

    [Fact]
    public void Messages_words_and_progress_survive_random_changes() => Mutation.Feed(
        bytes =>
        {
            if (RseMessage.Parse(bytes).Try(out var message, out _))
                Assert.Equal(bytes, message.ToBytes());
            LcmWords.Parse(bytes);
            RseProgressReader.Parse(bytes);
        },
        [.. Word((uint)RseMessageKind.Certificate), 1, 2],
        Word((uint)LcmWord.Secure));

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
