using System.Security.Cryptography;

namespace Rootline.Faults.Skips;

/// <summary>A gate with one lock: each of its conditions opens it when it is turned. The sweep must find that.</summary>
internal static class WeakGate
{
    /// <summary>Whether a word is the right one.</summary>
    /// <param name="word">The word.</param>
    public static bool Opens(ReadOnlySpan<byte> word)
    {
        if (word.Length != 4)
            return false;
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] != i)
                return false;
        }

        return true;
    }
}

/// <summary>A gate with two locks that know nothing of each other.</summary>
internal static class StrongGate
{
    /// <summary>Whether a word is the right one.</summary>
    /// <param name="word">The word.</param>
    public static bool Opens(ReadOnlySpan<byte> word)
    {
        bool first = word.SequenceEqual((ReadOnlySpan<byte>)[0, 1, 2, 3]);
        bool second = Convert.ToHexString(SHA256.HashData(word)).StartsWith("054EDEC1", StringComparison.Ordinal);
        return first && second && first;
    }
}
