using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// The library of the hardware unique keys MKEK and MEXT: drawn once, written once, never read. Source: tfm-provisioning section
/// 12.4.
/// </summary>
/// <param name="part">The part.</param>
/// <param name="keys">The key slots.</param>
public sealed class UniqueKeys(NordicPart part, KeyUnit keys)
{
    /// <summary>Whether any slot of either key is written.</summary>
    public bool IsAnyWritten => IsWritten(KeySlots.Mkek) || IsWritten(KeySlots.Mext);

    /// <summary>Whether both keys have their slots written.</summary>
    public bool AreAllWritten => AreSlotsWritten(KeySlots.Mkek) && AreSlotsWritten(KeySlots.Mext);

    /// <summary>Draws both keys and writes them for ever, MKEK first.</summary>
    /// <param name="entropy">The part's random source.</param>
    /// <returns>The line and the code of a failure, or null.</returns>
    public UniqueKeyFailure? BurnRandom(EntropySource entropy)
    {
        if (IsAnyWritten)
            return UniqueKeyFailure.AlreadySet;
        using (var drawn = new Secret(2 * part.HukLength))
        {
            entropy.Fill(drawn.Span);
            Burn(KeySlots.Mkek, drawn.Span[..part.HukLength]);
            Burn(KeySlots.Mext, drawn.Span[part.HukLength..]);
        }

        return AreAllWritten ? null : UniqueKeyFailure.NotSet;
    }

    /// <summary>The key that TF-M's crypto service sees as its hardware unique key.</summary>
    /// <returns>The key, or null when MEXT is missing.</returns>
    public Secret? DeriveForTfm() => Derive(KeySlots.Mext, ShadowKey.TfmLabel, part.HukLength);

    /// <summary>A key derived from a unique key inside the crypto engine.</summary>
    /// <param name="slot">The key's first slot.</param>
    /// <param name="label">At most 64 bytes.</param>
    /// <param name="length">1 to 64.</param>
    /// <returns>The derived key, or null when the key is missing.</returns>
    public Secret? Derive(int slot, ReadOnlySpan<byte> label, int length)
    {
        using var key = keys.Push(slot, part.HukSlots);
        return key is null ? null : ShadowKey.Derive(key.Span, label, default, length);
    }

    private bool IsWritten(int slot) => keys.IsAnyWritten(slot, part.HukSlots);

    private bool AreSlotsWritten(int slot) => Enumerable.Range(slot, part.HukSlots).All(keys.IsWritten);

    private void Burn(int slot, ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < part.HukSlots; i++)
        {
            uint destination = part.Destinations.Aes + (uint)(i * KmuSlot.KeyLength);
            keys.BurnSlot(slot + i, destination, KmuPermissions.UniqueKey, key.Slice(i * KmuSlot.KeyLength, KmuSlot.KeyLength));
        }
    }
}
