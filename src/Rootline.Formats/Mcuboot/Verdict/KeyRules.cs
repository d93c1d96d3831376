namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>Which key a KEYHASH, PUBKEY or KEYID names (bootutil_find_key); it waits for the signature behind it.</summary>
/// <param name="loader">The loader.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class KeyRules(LoaderConfiguration loader, Findings findings)
{
    /// <summary>The longest PUBKEY of each kind that a loader has room for: its signature buffer and 24 bytes.</summary>
    private static readonly int[] Room = [280, 408, 152, 152, 88];

    private PublicKeyBytes? _key;
    private bool _named;
    private uint? _id;

    /// <summary>Whether a key waits for its signature.</summary>
    public bool IsPending => _named || _id is not null;

    /// <summary>What a person should know when no signature was good.</summary>
    public string? Hint { get; private set; }

    /// <summary>Judges an entry that names a key; others are left alone.</summary>
    /// <param name="entry">The entry.</param>
    public void Judge(TlvEntry entry)
    {
        if (entry.Type is TlvType.KeyHash or TlvType.PublicKey)
            Name(entry);
        else if (entry.Type == TlvType.KeyId)
            Number(entry.Value.Span);
    }

    /// <summary>The key for the signature that comes now; it names no further one.</summary>
    /// <returns>The key; null when it is none that the loader knows.</returns>
    public PublicKeyBytes? Take()
    {
        var key = Chosen();
        (_key, _named, _id) = (null, false, null);
        return key;
    }

    private PublicKeyBytes? Chosen()
    {
        if (loader.KeyMode == KeyMode.ById)
        {
            var own = OfId();
            if (own is not null && _named && !own.Equals(_key))
                findings.Break(BootRules.Key, "KEYHASH or PUBKEY is not that of the key which the loader takes by its id");
            return own;
        }

        if (_key is not null && _id is { } id && loader.Keys.FirstOrDefault(k => k.Key.Equals(_key))?.Id is { } known && known != id)
            findings.Break(BootRules.Key, $"KEYID 0x{id:x8} is not the id of the key, 0x{known:x8}");
        return _key;
    }

    private PublicKeyBytes? OfId()
    {
        if (loader.Keys.Any(k => k.Id is not null))
        {
            Hint = _id is null ? "the loader takes keys by their id; the signature has no KEYID in front of it" : $"the loader knows no key with the id 0x{_id:x8}";
            return _id is null ? null : loader.Keys.FirstOrDefault(k => k.Id == _id)?.Key;
        }

        return loader.ImageNumber < loader.Keys.Count ? loader.Keys[loader.ImageNumber].Key : null;
    }

    private void Name(TlvEntry entry)
    {
        if (_named)
            findings.Break(BootRules.SignaturePair, $"{AreaRules.Text(entry.Type)} stands behind another key without a signature between them");
        _named = true;
        _key = (entry.Type, loader.KeyMode) switch
        {
            (TlvType.KeyHash, KeyMode.BuiltIn or KeyMode.ById) => OfHash(entry.Value.Span),
            (TlvType.PublicKey, KeyMode.InImage or KeyMode.ById) => OfBytes(entry.Value.Span),
            _ => Other(entry.Type),
        };
    }

    private PublicKeyBytes? Other(TlvType type)
    {
        Hint = type == TlvType.KeyHash
            ? "the image names its key by a hash; the loader wants the whole key in the image (sign it with --public-key-format full)"
            : "the image carries its whole key; the loader wants a hash that names one (judge it with --hw-key, or sign it with --public-key-format hash)";
        return null;
    }

    private PublicKeyBytes? OfHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != loader.Digest.Length())
        {
            findings.Break(BootRules.Key, $"KEYHASH has {hash.Length} bytes; the loader's digest has {loader.Digest.Length()}");
            return null;
        }

        foreach (var known in loader.Keys)
        {
            if (hash.SequenceEqual(known.Key.Hash(loader.Digest)))
                return known.Key;
        }

        Hint = $"the image is signed with another key: its hash is {Convert.ToHexStringLower(hash)}";
        return null;
    }

    private PublicKeyBytes? OfBytes(ReadOnlySpan<byte> bytes)
    {
        if (loader.Signature is { } kind && bytes.Length > Room[(int)kind])
        {
            findings.Break(BootRules.Key, $"PUBKEY has {bytes.Length} bytes; the loader has room for {Room[(int)kind]}");
            return null;
        }

        byte[] hash = loader.Digest.Hash(bytes);
        bool known = loader.KeyMode == KeyMode.InImage ? loader.KeyHashes.Any(h => h.AsSpan().SequenceEqual(hash)) : loader.Keys.Any(k => hash.AsSpan().SequenceEqual(k.Key.Hash(loader.Digest)));
        if (!known)
        {
            Hint = $"the image is signed with another key: the hash of its key is {Convert.ToHexStringLower(hash)}";
            return null;
        }

        if (PublicKeyBytes.Parse(bytes).Try(out var key, out var fault))
            return key;
        findings.Break(BootRules.Key, $"PUBKEY: {fault.What}");
        return null;
    }

    private void Number(ReadOnlySpan<byte> value)
    {
        if (value.Length != sizeof(uint))
            findings.Break(BootRules.Key, $"KEYID has {value.Length} bytes, not {sizeof(uint)}");
        else if (_id is not null || _named)
            findings.Break(BootRules.SignaturePair, "KEYID stands behind another key without a signature between them");
        else if (loader.KeyMode == KeyMode.ById || loader.Keys.Any(k => k.Id is not null))
            _id = loader.Order.U32(value);
    }
}
