using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Formats.Tfm.Rse;

/// <summary>Reads words of the life cycle manager. Each differs from every other in many bits: a changed one is none. Source: tfm-provisioning section 8.2.</summary>
public static class LcmWords
{
    /// <summary>Reads a word.</summary>
    /// <param name="bytes">4 bytes, little-endian.</param>
    /// <returns>The word, or <see cref="RseFaults.Word"/>.</returns>
    public static Parsed<LcmWord> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != sizeof(uint))
            return RseFaults.Word.Fault($"a word has 4 bytes, not {bytes.Length}");
        var word = (LcmWord)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return Enum.IsDefined(word) ? word : RseFaults.Word.Fault($"{(uint)word:X8} is none");
    }

    /// <summary>What a life cycle is to TF-M; null for a word that is none.</summary>
    /// <param name="word">The word.</param>
    public static TfmLifecycle? ToLifecycle(this LcmWord word) => word switch
    {
        LcmWord.ChipManufacturer => TfmLifecycle.AssemblyAndTest,
        LcmWord.DeviceManufacturer => TfmLifecycle.PsaRotProvisioning,
        LcmWord.Secure => TfmLifecycle.Secured,
        LcmWord.Returned => TfmLifecycle.Decommissioned,
        _ => null,
    };
}
