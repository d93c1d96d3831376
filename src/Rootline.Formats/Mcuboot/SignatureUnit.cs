namespace Rootline.Formats.Mcuboot;

/// <summary>One signature of an image with what names its key: [key id,] key hash or key, signature, in this order.</summary>
/// <param name="KeyId">PSA key id, or null.</param>
/// <param name="Key">The KEYHASH or PUBKEY entry; null where the id alone names the key.</param>
/// <param name="Signature">The signature entry.</param>
/// <param name="First">Index of its first entry in the unprotected area.</param>
/// <param name="Count">How many entries it has.</param>
public sealed record SignatureUnit(uint? KeyId, TlvEntry? Key, TlvEntry Signature, int First, int Count)
{
    /// <summary>The signatures of an image in their order.</summary>
    /// <param name="area">The unprotected area.</param>
    /// <param name="order">Byte order of the image.</param>
    public static IReadOnlyList<SignatureUnit> In(TlvArea area, ImageByteOrder order = ImageByteOrder.Little)
    {
        var units = new List<SignatureUnit>();
        for (int i = 0; i < area.Entries.Count; i++)
        {
            if (!area.Entries[i].Type.IsSignature())
                continue;
            int first = i;
            var key = first > 0 && area.Entries[first - 1].Type is TlvType.KeyHash or TlvType.PublicKey ? area.Entries[--first] : null;
            uint? id = first > 0 && area.Entries[first - 1] is { Type: TlvType.KeyId, Value.Length: 4 } named ? order.U32(named.Value.Span) : null;
            if (id is not null)
                first--;
            units.Add(new(id, key, area.Entries[i], first, i + 1 - first));
        }

        return units;
    }
}
