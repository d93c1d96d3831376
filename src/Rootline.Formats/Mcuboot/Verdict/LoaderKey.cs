namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>A key that a loader knows.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Id">Its key id, where KEYID TLVs name it.</param>
public sealed record LoaderKey(PublicKeyBytes Key, uint? Id = null);
