using Rootline.Formats.Mcuboot;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The region struct of one-time memory in flash as TF-M 2.3 and later lay it out: no BL1, no counters of the non-secure side,
/// no large profile. It begins with <see cref="InitMagic"/> and ends with the swap count; integers are little-endian. Source:
/// tfm-provisioning section 3.1.
/// </summary>
public sealed class OtpLayout
{
    /// <summary>The first word of an area that was formatted.</summary>
    public const uint InitMagic = 0xC0DE8112;

    /// <summary>Bytes of a security counter.</summary>
    public const int CounterLength = 64;

    /// <summary>The most images that have a key and a counter.</summary>
    public const int MaxImages = 4;

    private const int Word = 4;
    private readonly Dictionary<OtpElement, OtpField> _fields = [];

    /// <summary>Lays the struct out.</summary>
    /// <param name="rotpkLength">Bytes of a root of trust public key: 32 or 48 (its hash), 68 or 100 (the raw point, filled to words).</param>
    public OtpLayout(int rotpkLength)
    {
        RotpkLength = rotpkLength;
        int next = Word;
        void Add(OtpElement element, int length)
        {
            _fields.Add(element, new(next, length));
            next += length;
        }

        Add(OtpElement.Huk, 32);
        Add(OtpElement.Iak, 32);
        Add(OtpElement.IakLength, Word);
        Add(OtpElement.IakType, Word);
        Add(OtpElement.IakId, 32);
        Add(OtpElement.BootSeed, 32);
        Add(OtpElement.Lcs, Word);
        Add(OtpElement.ImplementationId, 32);
        Add(OtpElement.CertificationReference, 32);
        Add(OtpElement.VerificationServiceUrl, 32);
        Add(OtpElement.ProfileDefinition, 32);
        Add(OtpElement.Bl2Rotpk0, rotpkLength);
        Add(OtpElement.Bl2Rotpk1, rotpkLength);
        for (int image = 0; image < MaxImages; image++)
            Add(OtpElement.Bl2NvCounter0 + image, CounterLength);
        Add(OtpElement.Bl2Rotpk2, rotpkLength);
        Add(OtpElement.Bl2Rotpk3, rotpkLength);
        Add(OtpElement.Bl2RotpkPolicies, Word);
        Add(OtpElement.EntropySeed, 64);
        Add(OtpElement.SecureDebugKey, 32);
        SwapCount = next + (3 * Word); // three counters of protected storage stand before it
        Length = SwapCount + Word;
    }

    /// <summary>Bytes of a root of trust public key.</summary>
    public int RotpkLength { get; }

    /// <summary>Where the swap count stands: how often the region was rewritten.</summary>
    public int SwapCount { get; }

    /// <summary>Length of the struct in bytes.</summary>
    public int Length { get; }

    /// <summary>The layout for keys that are stored as their hash.</summary>
    /// <param name="digest">The hash.</param>
    public static OtpLayout ForHash(ImageDigest digest) => new(digest.Length());

    /// <summary>The field of an element, or null when this layout has none.</summary>
    /// <param name="element">The element.</param>
    public OtpField? Find(OtpElement element) => _fields.GetValueOrDefault(element);
}

/// <summary>Where an element stands.</summary>
/// <param name="Offset">Offset in the struct.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record OtpField(int Offset, int Length);
