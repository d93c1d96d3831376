namespace Rootline.Formats.Nxp.Mboot;

/// <summary>The two halves of wrapping a key (<see cref="GenerateKeyBlobCommand"/>).</summary>
public enum KeyBlobPhase : uint
{
    /// <summary>The host sends the key.</summary>
    Send = 0,

    /// <summary>The host reads the blob.</summary>
    Read = 1,
}
