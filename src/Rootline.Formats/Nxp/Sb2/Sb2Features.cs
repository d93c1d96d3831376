namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Flags of the image header.</summary>
[Flags]
public enum Sb2Features : ushort
{
    /// <summary>The file is signed and encrypted.</summary>
    SignedAndEncrypted = 0x0008,

    /// <summary>A SHA-256 of all boot sections stands before the signature.</summary>
    Digest = 0x8000,
}
