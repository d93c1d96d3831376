using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>The root of trust public keys of an image in one-time memory, and which of them must have signed.</summary>
internal static class KeyPlaces
{
    /// <summary>The key id of the first image's first key. Source: mcuboot-image section 5.</summary>
    public const uint FirstKeyId = 0x7FFF816B;

    /// <summary>The values of an image's keys: one a place, all zero where none was burned.</summary>
    /// <param name="state">Boot code and one-time memory.</param>
    /// <param name="image">The image's index.</param>
    public static byte[][] Of(LoaderState state, int image)
    {
        var values = new byte[state.Code.KeysPerImage][];
        for (int place = 0; place < values.Length; place++)
            values[place] = state.Otp.Read(OtpElement.Bl2Rotpk0 + (image * values.Length) + place);
        return values;
    }

    /// <summary>The bits of the places whose keys must have signed an image.</summary>
    /// <param name="state">Boot code and one-time memory.</param>
    /// <param name="image">The image's index.</param>
    /// <param name="values">The image's keys.</param>
    public static uint Required(LoaderState state, int image, byte[][] values)
    {
        if (state.Code.Demands(BootRuleSet.Policy))
            return Policy(state, image);
        uint present = 0;
        for (int place = 0; place < values.Length; place++)
            present |= values[place].AsSpan().ContainsAnyExcept((byte)0) ? 1u << place : 0;
        return present;
    }

    /// <summary>The policy bits of an image.</summary>
    /// <param name="state">Boot code and one-time memory.</param>
    /// <param name="image">The image's index.</param>
    public static uint Policy(LoaderState state, int image)
    {
        int keys = state.Code.KeysPerImage;
        uint word = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(state.Otp.Read(OtpElement.Bl2RotpkPolicies));
        return (word >> (image * keys)) & ((1u << keys) - 1);
    }
}
