using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Opens SB2.1 files. No command is handed out before all of the file is authenticated.</summary>
public static class Sb2File
{
    /// <summary>
    /// Checks structure, certificate chain, root key table, signature, wrapped keys, authentication codes and commands, in
    /// this order, and returns what the file contains.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="kek">The SB KEK, 32 bytes, in the order of the AES key.</param>
    /// <param name="rootKeyTableHash">
    /// The device's RKTH (CMPA ROTKH), 32 bytes. Empty when there is none to compare with: then the signature proves only
    /// that the file is whole, not whose it is.
    /// </param>
    /// <returns>The contents, or a fault of <see cref="Sb2Faults"/>, whose status a boot loader answers with.</returns>
    public static Parsed<Sb2Contents> Open(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kek, ReadOnlySpan<byte> rootKeyTableHash)
    {
        if (!Sb2Structure.Walk(file).Try(out var structure, out var fault))
            return fault;
        if (CheckOrigin(file, structure, rootKeyTableHash) is { } foreign)
            return foreign;
        var keyBlob = file.Slice(Sb2Format.KeyBlobOffset, Sb2Format.KeyBlobLength);
        if (!Sb2Keys.Unwrap(keyBlob, kek).Try(out var keys, out fault))
            return fault;
        using (keys)
        using (var cipher = new Sb2Cipher(keys.Dek, structure.Header.Nonce))
        {
            var reader = new Sb2SectionReader(keys, cipher, structure);
            return reader.Read(file).Try(out var sections, out fault)
                ? new Sb2Contents(structure.Header, structure.Certificates, sections)
                : fault;
        }
    }

    private static Fault? CheckOrigin(ReadOnlySpan<byte> file, Sb2Structure structure, ReadOnlySpan<byte> rootKeyTableHash)
    {
        var certificates = structure.Certificates;
        if (certificates.CheckChain() is { } fault)
            return fault;
        if (!rootKeyTableHash.IsEmpty && !CryptographicOperations.FixedTimeEquals(certificates.RootKeys.Hash(), rootKeyTableHash))
            return Sb2Faults.RootKey.Because("the file's root key table is not the device's");
        var signature = file[structure.SignatureOffset..structure.SectionsOffset];
        return certificates.Signer.Verifies(file[..structure.SignatureOffset], signature)
            ? null
            : Sb2Faults.Signature.Because("the signature does not verify with the last certificate's key");
    }
}
