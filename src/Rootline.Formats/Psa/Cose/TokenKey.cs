using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Psa.Cose;

/// <summary>
/// A key that tokens are verified with: a public key of P-256, P-384 or P-521, or a symmetric key. Importing one costs as much as a
/// verification, so whoever verifies many tokens keeps it. For one thread at a time; its owner disposes it.
/// </summary>
public sealed class TokenKey : IDisposable
{
    /// <summary>The shortest symmetric key in bytes.</summary>
    public const int MinSymmetric = 16;

    /// <summary>The longest symmetric key in bytes.</summary>
    public const int MaxSymmetric = 128;

    private readonly byte[]? _point;
    private readonly P256Verifier? _p256;
    private readonly ECDsa? _other;
    private readonly Secret? _symmetric;
    private IReadOnlyList<byte[]>? _instanceIds;

    private TokenKey(byte[] point, P256Verifier? p256, ECDsa? other) => (_point, _p256, _other) = (point, p256, other);

    private TokenKey(Secret symmetric) => _symmetric = symmetric;

    /// <summary>Whether it is a symmetric key.</summary>
    public bool IsSymmetric => _symmetric is not null;

    /// <summary>Bits of the curve: 256, 384 or 521; 0 of a symmetric key.</summary>
    public int CurveBits => _point?.Length switch { 64 => 256, 96 => 384, 132 => 521, _ => 0 };

    /// <summary>X‖Y without the 04; empty of a symmetric key.</summary>
    public ReadOnlySpan<byte> Point => _point;

    /// <summary>What it is, in words.</summary>
    public string Kind => IsSymmetric ? "a symmetric key" : $"a public key of P-{CurveBits}";

    /// <summary>The instance ids that TF-M makes of it, the oldest way first.</summary>
    public IReadOnlyList<byte[]> InstanceIds => _instanceIds ??= _symmetric is { } key
        ? [InstanceId.OfSymmetric(key.Span)]
        : [InstanceId.OfPoint(_point), InstanceId.OfCoseKey(_point)];

    /// <summary>Imports a public key.</summary>
    /// <param name="spki">SubjectPublicKeyInfo, DER, nothing after it.</param>
    public static Parsed<TokenKey> FromSpki(ReadOnlySpan<byte> spki)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out int read);
            var q = key.ExportParameters(includePrivateParameters: false).Q;
            if (read == spki.Length && q.X is not null && FromPoint([.. q.X, .. q.Y!], key.KeySize) is { } imported)
                return imported;
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException) // the latter: a curve that the platform does not know
        {
            // Said below.
        }
        finally
        {
            key.Dispose();
        }

        return TokenKeyFaults.Form.Fault("not a public key of P-256, P-384 or P-521");
    }

    /// <summary>Imports a point.</summary>
    /// <param name="point">X‖Y without the 04: 64, 96 or 132 bytes.</param>
    /// <returns>The key, or null when the bytes are not a point of the curve of that size.</returns>
    public static TokenKey? FromPoint(ReadOnlySpan<byte> point) => point.Length switch
    {
        64 => FromPoint(point.ToArray(), 256),
        96 => FromPoint(point.ToArray(), 384),
        132 => FromPoint(point.ToArray(), 521),
        _ => null,
    };

    /// <summary>Takes a symmetric key over.</summary>
    /// <param name="key">16 to 128 bytes; disposed with the result, and here when it is refused.</param>
    public static Parsed<TokenKey> FromSymmetric(Secret key)
    {
        if (key.Length is >= MinSymmetric and <= MaxSymmetric)
            return new TokenKey(key);
        using (key)
            return TokenKeyFaults.Form.Fault($"a symmetric key of {key.Length} bytes, it must have {MinSymmetric} to {MaxSymmetric}");
    }

    /// <summary>A copy of a symmetric key, the caller's; null of a public key.</summary>
    public Secret? CopySymmetric() => _symmetric?.Copy();

    /// <summary>A public key as SubjectPublicKeyInfo, DER.</summary>
    public byte[] ToSpki()
    {
        if (_point is null)
            throw new InvalidOperationException("a symmetric key has no public form");
        using var key = ECDsa.Create(new ECParameters { Curve = CurveOf(CurveBits), Q = new() { X = _point[..(_point.Length / 2)], Y = _point[(_point.Length / 2)..] } });
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Verifies a token's signature or MAC over the exact bytes of its protected header and payload.</summary>
    /// <param name="message">The token.</param>
    /// <returns>Null when it is good; otherwise why not.</returns>
    public Fault? Check(CoseMessage message)
    {
        var algorithm = message.Header.Algorithm;
        if (IsSymmetric != algorithm.IsMac() || CurveBits != algorithm.CurveBits())
            return TokenKeyFaults.Kind.Fault($"the token is made with {algorithm.Name()}, the key is {Kind}");
        if (LengthFault(message) is { } wrong)
            return wrong;
        byte[] signed = message.ToBeAuthenticated();
        if (_symmetric is { } key)
            return CryptographicOperations.FixedTimeEquals(CoseMac0.Mac(algorithm, key.Span, signed), message.Authenticator.Span) ? null : TokenKeyFaults.Signature.Fault("the MAC does not verify with the key");
        bool good = _p256 is not null
            ? _p256.Verify(SHA256.HashData(signed), message.Authenticator.Span)
            : _other!.VerifyData(signed, message.Authenticator.Span, algorithm.Hash());
        return good ? null : TokenKeyFaults.Signature.Fault("the signature does not verify with the key: signed by another key, or changed");
    }

    /// <summary>Judges the length of a token's signature or MAC, for which no key is needed.</summary>
    /// <param name="message">The token.</param>
    /// <returns>Null when it is right.</returns>
    public static Fault? LengthFault(CoseMessage message)
    {
        int length = message.Authenticator.Length;
        int right = message.Header.Algorithm.AuthenticatorLength();
        if (length == right)
            return null;
        string what = message.Kind == CoseKind.Mac0 ? "MAC" : "signature";
        return TokenKeyFaults.SignatureLength.Fault(IsDer(message.Authenticator.Span)
            ? $"signature is DER, not r||s: {length} bytes, {message.Header.Algorithm.Name()} has {right}"
            : $"{what} has {length} bytes, {message.Header.Algorithm.Name()} has {right}");
    }

    /// <summary>Releases the key; wipes a symmetric one.</summary>
    public void Dispose()
    {
        _p256?.Dispose();
        _other?.Dispose();
        _symmetric?.Dispose();
    }

    private static bool IsDer(ReadOnlySpan<byte> signature) => signature is [0x30, var length, 0x02, ..] && length == signature.Length - 2;

    private static ECCurve CurveOf(int bits) => bits switch
    {
        256 => ECCurve.NamedCurves.nistP256,
        384 => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    private static TokenKey? FromPoint(byte[] point, int bits)
    {
        if (bits == 256)
        {
            using var key = P256PublicKey.FromPoint(point);
            return key is null ? null : new(point, P256Verifier.Open(key), null);
        }

        int half = point.Length / 2;
        if (half != (bits + 7) / 8 || bits is not (384 or 521))
            return null;
        var other = ECDsa.Create();
        try
        {
            other.ImportParameters(new ECParameters
            {
                Curve = CurveOf(bits),
                Q = new() { X = point[..half], Y = point[half..] },
            });
            return new(point, null, other);
        }
        catch (CryptographicException)
        {
            other.Dispose();
            return null; // not a point of the curve
        }
    }
}
