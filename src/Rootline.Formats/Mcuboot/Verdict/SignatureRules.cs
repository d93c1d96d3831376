namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>
/// Keys and signatures (bootutil_find_key, bootutil_verify_sig). Stricter than the loader, which lets the last signature under a known
/// key decide: here every one of them must be good, and each must stand directly behind its key.
/// </summary>
/// <param name="loader">The loader; it verifies signatures.</param>
/// <param name="verify">Whether a signature of a key is good.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class SignatureRules(LoaderConfiguration loader, Func<PublicKeyBytes, ReadOnlyMemory<byte>, bool> verify, Findings findings)
{
    private readonly KeyRules _keys = new(loader, findings);
    private readonly List<PublicKeyBytes> _signers = [];

    /// <summary>The keys under which good signatures were seen.</summary>
    public IReadOnlyList<PublicKeyBytes> Signers => _signers;

    /// <summary>Judges an entry of the unprotected area; one that is no key and no signature is left alone.</summary>
    /// <param name="entry">The entry.</param>
    public void Judge(TlvEntry entry)
    {
        if (entry.Type.IsSignature())
            Signed(entry);
        else
            _keys.Judge(entry);
    }

    /// <summary>Judges what is left when all entries were seen.</summary>
    public void End()
    {
        if (_keys.IsPending)
            findings.Break(BootRules.SignaturePair, "the last key has no signature behind it");
        if (_signers.Count == 0)
            findings.Break(BootRules.SignaturePresent, _keys.Hint ?? "no signature under a key that the loader knows is good");
        else if (loader.AllKeys && loader.Keys.Any(k => !_signers.Contains(k.Key)))
            findings.Break(BootRules.SignaturePresent, "not every key that must sign has a good signature");
    }

    private void Signed(TlvEntry entry)
    {
        bool pending = _keys.IsPending;
        var key = _keys.Take();
        var wanted = ImageSignature.Tlv(loader.Signature!.Value);
        if (!pending && loader.KeyMode != KeyMode.ById)
        {
            findings.Break(BootRules.SignaturePair, $"{AreaRules.Text(entry.Type)} has no key in front of it: the loader does not look at it");
            return;
        }

        if (key is null)
        {
            findings.Remark($"{AreaRules.Text(entry.Type)} is under a key that the loader does not know: not verified");
            return;
        }

        if (entry.Type != wanted)
            findings.Break(BootRules.SignaturePair, $"{AreaRules.Text(entry.Type)} stands behind a key that the loader knows; it verifies {AreaRules.Text(wanted)} only");
        else if (key.Kind != loader.Signature)
            findings.Break(BootRules.Key, $"the key is of the kind {key.Kind}; the loader verifies {loader.Signature}");
        else if (!verify(key, entry.Value))
            findings.Break(BootRules.Signature, $"{AreaRules.Text(entry.Type)} is not a good signature of the image");
        else
            _signers.Add(key);
    }
}
