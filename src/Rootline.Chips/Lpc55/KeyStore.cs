using Rootline.Core.Bytes;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Chips.Lpc55;

/// <summary>What the key store holds after provisioning.</summary>
public sealed class StoredKeys : IDisposable
{
    /// <summary>SB KEK in key store order (reversed with respect to the AES key), 32 bytes.</summary>
    public required Secret SbKek { get; init; }

    /// <summary>USER KEK in key store order, 32 bytes.</summary>
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
/// keeps them in the clear in its own file.
/// </summary>
/// <param name="flash">The chip's flash.</param>
/// <param name="address">The page.</param>
public sealed class KeyStore(ChipFlash flash, int address)
{
    private const int MaxOemKeys = OemKeyId.MaxRegular + 2;

    private static ReadOnlySpan<byte> Magic => "RLKEYS01"u8;

    /// <summary>Reads the keys, or null when there are none.</summary>
    public StoredKeys? Read()
    {
        if (flash.Read(address, ChipProfile.PageLength) is not { } page || !page.AsSpan().StartsWith(Magic))
            return null;
        var reader = new SpanReader(page);
        reader.Bytes(Magic.Length);
        var sb = Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength));
        var user = Secret.CopyOf(reader.Bytes(ProvisionedSecrets.KekLength));
        var keys = OemKeyList.Read(ref reader, MaxOemKeys);
        return new StoredKeys { SbKek = sb, UserKek = user, OemKeys = keys };
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
}
