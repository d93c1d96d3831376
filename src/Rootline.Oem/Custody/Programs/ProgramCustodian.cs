using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Formats.Files.Keys;
using Rootline.Oem.Custody.References;

namespace Rootline.Oem.Custody.Programs;

/// <summary>A key behind a program, which is run once for each signature.</summary>
internal sealed class ProgramCustodian : ICustodian
{
    private readonly ProgramReference _reference;
    private readonly CustodyOutside _outside;

    private ProgramCustodian(ProgramReference reference, SignatureKind kind, byte[] spki, CustodyOutside outside) =>
        (_reference, Kind, Spki, _outside) = (reference, kind, spki, outside);

    /// <inheritdoc/>
    public string Place => _reference.Place;

    /// <inheritdoc/>
    public SignatureKind Kind { get; }

    /// <inheritdoc/>
    public byte[] Spki { get; }

    /// <summary>Makes a custodian.</summary>
    public static ProgramCustodian Open(ProgramReference reference, PublicKeyInfo key, SignerTerms terms, CustodyOutside outside)
    {
        var kind = key.Kind.Signature(terms.Pkcs1)
            ?? throw CustodyFaults.Unfit.Exception($"{reference.Place}: a key of kind {key.Kind.Name()} does not sign this");
        return new(reference, kind, key.Spki.ToArray(), outside);
    }

    /// <inheritdoc/>
    public byte[] SignDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) => Ask(SignRequest.OfDigest(Kind, Spki, algorithm, digest));

    /// <inheritdoc/>
    public byte[] SignMessage(ReadOnlySpan<byte> message) => Ask(SignRequest.OfMessage(Kind, Spki, message));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private byte[] Ask(byte[] request) =>
        SignAnswer.Read(ProgramCall.Run(_reference, _outside.FullPath(_reference.Command), request, _outside.Clock)).OrThrow(Place);
}
