using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody.Programs;
using Rootline.Oem.Custody.References;
using Rootline.Oem.Custody.Tokens;

namespace Rootline.Oem.Custody;

/// <summary>The one place where references become keys: opens signers, reads and writes key files.</summary>
/// <param name="outside">Disk, terminal, environment, randomness.</param>
public sealed class KeyDesk(CustodyOutside outside)
{
    /// <summary>Longest key file that is read, in bytes.</summary>
    public const int MaxFile = 64 * 1024;

    /// <summary>Passwords and PINs.</summary>
    public SecretFetch Secrets { get; } = new(outside);

    /// <summary>Opens a signer.</summary>
    /// <param name="reference">Where the key lies.</param>
    /// <param name="terms">How it shall sign; null for the usual.</param>
    /// <returns>The signer; the caller's.</returns>
    /// <exception cref="FaultException">The key cannot be read or reached, or does not sign so.</exception>
    public ISigner OpenSigner(string reference, SignerTerms? terms = null) => OpenSigner(KeyReference.Parse(reference).OrThrow(), terms);

    /// <summary>As <see cref="OpenSigner(string, SignerTerms)"/>.</summary>
    /// <param name="reference">Where the key lies.</param>
    /// <param name="terms">How it shall sign; null for the usual.</param>
    public ISigner OpenSigner(KeyReference reference, SignerTerms? terms = null)
    {
        terms ??= new();
        if (terms.Deterministic && reference is not FileReference)
            throw CustodyFaults.Unfit.Exception($"{reference.Place}: only keys in files sign deterministically");
        return new CheckedSigner(reference switch
        {
            FileReference file => OpenFile(file, terms),
            ProgramReference program => ProgramCustodian.Open(program, ReadPublic(program), terms, outside),
            TokenReference token => TokenCustodian.Open(token, terms, Secrets, outside),
            _ => throw CoreFaults.Defect.Exception("a key reference is of no known scheme"),
        });
    }

    /// <summary>Makes a private key that was read elsewhere a signer.</summary>
    /// <param name="place">What messages call it.</param>
    /// <param name="key">The key; the signer owns it from now on, also when this throws.</param>
    /// <param name="terms">How it shall sign; null for the usual.</param>
    public ISigner SignerOf(string place, PrivateKey key, SignerTerms? terms = null) => new CheckedSigner(Custodian(place, key, terms ?? new()));

    /// <summary>Reads a private key itself; it must lie in a file.</summary>
    /// <param name="reference">Where the key lies.</param>
    /// <returns>The key; the caller's.</returns>
    /// <exception cref="FaultException"><see cref="CustodyFaults.KeyStays"/> for a token or program, or the file is not one.</exception>
    public PrivateKey ReadPrivate(string reference) => ReadPrivate(KeyReference.Parse(reference).OrThrow());

    /// <summary>As <see cref="ReadPrivate(string)"/>.</summary>
    /// <param name="reference">Where the key lies.</param>
    public PrivateKey ReadPrivate(KeyReference reference) => reference is FileReference file
        ? Use(file, (bytes, password) => PrivateKeyFile.Read(bytes, password))
        : throw CustodyFaults.KeyStays.Exception($"{reference.Place}: the key itself is wanted");

    /// <summary>Reads a public key: of a file (public, private or certificate), or of what a program or token signs with.</summary>
    /// <param name="reference">Where the key lies.</param>
    public PublicKeyInfo ReadPublic(string reference) => ReadPublic(KeyReference.Parse(reference).OrThrow());

    /// <summary>As <see cref="ReadPublic(string)"/>.</summary>
    /// <param name="reference">Where the key lies.</param>
    public PublicKeyInfo ReadPublic(KeyReference reference) => reference switch
    {
        FileReference file => Use(file, (bytes, password) => PublicKeyFile.Read(bytes, password)),
        ProgramReference program => Use(new FileReference(program.PublicKey, null), (bytes, password) => PublicKeyFile.Read(bytes, password)),
        TokenReference token => TokenCustodian.ReadPublic(token, Secrets, outside),
        _ => throw CoreFaults.Defect.Exception("a key reference is of no known scheme"),
    };

    /// <summary>Writes a private key file for its owner only, as one step.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="key">The key; remains the caller's.</param>
    /// <param name="password">The password it is encrypted with, or null for none; remains the caller's.</param>
    /// <param name="overwrite">Whether a file that is there may be lost.</param>
    /// <exception cref="FaultException"><see cref="CustodyFaults.Exists"/>, or a fault of the disk.</exception>
    public void WritePrivate(string path, PrivateKey key, Secret? password, bool overwrite)
    {
        string full = outside.FullPath(path);
        if (!overwrite && outside.Disk.Exists(full))
            throw CustodyFaults.Exists.Exception($"{path} is there already");
        using var file = password is null ? PrivateKeyFile.Write(key) : PrivateKeyFile.WriteEncrypted(key, password, outside.Entropy);
        outside.Disk.Replace(full, file.Span, secret: true);
    }

    private FileCustodian OpenFile(FileReference file, SignerTerms terms) => Custodian(file.Place, ReadPrivate(file), terms);

    private FileCustodian Custodian(string place, PrivateKey key, SignerTerms terms)
    {
        try
        {
            var kind = key.Kind.Signature(terms.Pkcs1) ?? throw CustodyFaults.Unfit.Exception($"{place}: a key of kind {key.Kind.Name()} does not sign this");
            return new(place, kind, key, (terms.Deterministic || outside.Entropy.IsSeeded) && key.Kind.IsEc());
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private T Use<T>(FileReference file, Func<byte[], Func<Secret>, Parsed<T>> read)
        where T : notnull
    {
        byte[] bytes = outside.Disk.ReadAll(outside.FullPath(file.Path), MaxFile);
        try
        {
            return read(bytes, () => Secrets.Fetch(file.Password, $"password of {file.Path}")).OrThrow(file.Path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
