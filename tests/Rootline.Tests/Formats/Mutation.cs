using System.Buffers.Binary;
using Rootline.Core.Entropy;
using Xunit;

namespace Rootline.Tests.Formats;

/// <summary>Damaged copies of valid samples; all of them are a function of the arguments, so that a failure replays.</summary>
internal static class Mutation
{
    /// <summary>Random mutations a parser.</summary>
    public const int Cases = 20_000;

    /// <summary>Every single-bit change and every inverted byte.</summary>
    public static IEnumerable<(int Offset, byte[] Bytes)> ByteChanges(byte[] valid)
    {
        foreach (int offset in Enumerable.Range(0, valid.Length))
        {
            foreach (int mask in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 255])
            {
                var changed = (byte[])valid.Clone();
                changed[offset] ^= (byte)mask;
                yield return (offset, changed);
            }
        }
    }

    /// <summary>Every shorter beginning, the empty one too.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] valid) => Enumerable.Range(0, valid.Length).Select(length => valid[..length]);

    /// <summary>Feeds <see cref="Cases"/> random mutations of the samples to a parser, which must not throw.</summary>
    public static void Feed(Action<byte[]> parse, params byte[][] samples)
    {
        var dice = new Dice(new SeededEntropy(20_000));
        for (int i = 0; i < Cases; i++)
        {
            var damaged = Damage(dice, samples);
            if (Record.Exception(() => parse(damaged)) is { } exception)
                Assert.Fail($"case {i}, {Convert.ToHexString(damaged)}: {exception}");
        }
    }

    private static byte[] Damage(Dice dice, byte[][] samples)
    {
        var bytes = samples[dice.Below(samples.Length)].ToList();
        for (int steps = 1 + dice.Below(4); steps > 0; steps--)
        {
            int at = dice.Below(bytes.Count + 1);
            int length = Math.Min(dice.Below(9), bytes.Count - at);
            switch (dice.Below(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << dice.Below(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)dice.Below(256);
                    break;
                case 2:
                    bytes.InsertRange(at, dice.Bytes(dice.Below(9)));
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                default:
                    var other = samples[dice.Below(samples.Length)];
                    int from = dice.Below(other.Length + 1);
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other[from..]);
                    break;
            }
        }

        return [.. bytes];
    }

    private sealed class Dice(EntropySource entropy)
    {
        public int Below(int bound) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(entropy.Bytes(4)) % (uint)bound);

        public byte[] Bytes(int length) => entropy.Bytes(length);
    }
}
