using Rootline.Core.Bytes;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Chips.Lpc55;

/// <summary>What the key store holds after provisioning.</summary>
public sealed class StoredKeys : IDisposable
{
    /// <summary>SB KEK in key store order (reversed with respect to the AES key), 32 bytes.</summary>
    public required Secret SbKek { get; init; }

    /// <summary>USER KEK in key store order, 32 bytes; empty when a host made the key store and gave none.</summary>
    public required Secret UserKek { get; init; }

    /// <summary>The OEM private keys, by id, 32 bytes each.</summary>
    public required IReadOnlyList<(byte Id, Secret Key)> OemKeys { get; init; }

    /// <summary>SB KEK as AES key: the bytes reversed.</summary>
    public Secret SbKekAsKey()
    {
        var key = SbKek.Copy();
        key.Span.Reverse();
        return key;
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        SbKek.Dispose();
        UserKek.Dispose();
        foreach (var (_, key) in OemKeys)
            key.Dispose();
    }
}

/// <summary>
/// The key store: one page, so that it is there whole or not at all. A real chip keeps keys as PUF key codes; a virtual one
/// keeps them in the clear in its own file. The page has two forms: as the provisioning firmware burns it, and as a host makes
/// it by key provisioning.
/// </summary>
/// <param name="flash">The chip's flash.</param>
/// <param name="address">The page.</param>
public sealed class KeyStore(ChipFlash flash, int address)
{
    private const int MaxOemKeys = OemKeyId.MaxRegular + 2;

    private static ReadOnlySpan<byte> Magic => "RLKEYS01"u8;

    private static ReadOnlySpan<byte> MagicOfHost => "RLKEYS02"u8;

    /// <summary>Reads the keys, or null when there are none, or none that opens SB files.</summary>
    public StoredKeys? Read()
    {
        if (ReadImage(out var oemKeys) is not { } image)
            return null;
        var keys = image.Keys.TryGetValue(UserKeyType.SbKek, out var sb)
            ? new StoredKeys
            {
                SbKek = sb.Copy(),
                UserKek = image.Keys.TryGetValue(UserKeyType.UserKek, out var user) ? user.Copy() : new Secret(0),
                OemKeys = [.. oemKeys.Select(k => (k.Id, k.Key.Copy()))],
            }
            : null;
        Wipe(image, oemKeys);
        return keys;
    }

    /// <summary>Reads the user keys alone, or null when there is no key store.</summary>
    public KeyStoreImage? ReadImage()
    {
        var image = ReadImage(out var oemKeys);
        oemKeys.ForEach(k => k.Key.Dispose());
        return image;
    }

    /// <summary>Burns the keys.</summary>
    /// <param name="keys">The keys.</param>
    public void Burn(StoredKeys keys)
    {
        using var page = new Secret(ChipProfile.PageLength);
        var writer = new SpanWriter(page.Span);
        writer.Bytes(Magic);
        writer.Bytes(keys.SbKek.Span);
        writer.Bytes(keys.UserKek.Span);
        OemKeyList.Write(ref writer, keys.OemKeys);
        flash.Rewrite(address, page.Span);
    }

    /// <summary>Burns user keys as a host made them; the OEM's own keys in the page stay.</summary>
    /// <param name="image">The user keys.</param>
    public void BurnImage(KeyStoreImage image)
    {
        ReadImage(out var oemKeys)?.Wipe();
        using var page = new Secret(ChipProfile.PageLength);
        var writer = new SpanWriter(page.Span);
        writer.Bytes(MagicOfHost);
        OemKeyList.Write(ref writer, oemKeys);
        image.Write(ref writer);
        flash.Rewrite(address, page.Span);
        oemKeys.ForEach(k => k.Key.Dispose());
    }

    private static void Wipe(KeyStoreImage image, List<(byte Id, Secret Key)> oemKeys)
    {
        image.Wipe();
        oemKeys.ForEach(k => k.Key.Dispose());
    }

    private KeyStoreImage? ReadImage(out List<(byte Id, Secret Key)> oemKeys)
    {
        oemKeys = [];
        using var page = Secret.Take(flash.Read(address, ChipProfile.PageLength) ?? []);
        bool isHosts = page.Span.StartsWith(MagicOfHost);
        if (!isHosts && !page.Span.StartsWith(Magic))
            return null;
        var reader = new SpanReader(page.Span);
        reader.Bytes(Magic.Length);
        if (isHosts)
        {
            oemKeys = OemKeyList.Read(ref reader, MaxOemKeys);
            return KeyStoreImage.Read(ref reader);
        }

        var image = new KeyStoreImage();
        image.Set(UserKeyType.SbKek, Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength)));
        image.Set(UserKeyType.UserKek, Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength)));
        oemKeys = OemKeyList.Read(ref reader, MaxOemKeys);
        return image;
    }
}
