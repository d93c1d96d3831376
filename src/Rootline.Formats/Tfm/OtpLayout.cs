using Rootline.Formats.Mcuboot;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The region struct of one-time memory in flash as a build of TF-M lays it out. It begins with <see cref="InitMagic"/> and ends
/// with the swap count (before 1.7: <see cref="ValidMark"/>); integers are little-endian. Source: tfm-provisioning section 3.1.
/// </summary>
public sealed class OtpLayout
{
    /// <summary>The first word of an area that was formatted.</summary>
    public const uint InitMagic = 0xC0DE8112;

    /// <summary>The last word of a whole copy before 1.7, which had no swap count yet.</summary>
    public const uint ValidMark = 0x3072C0DE;

    /// <summary>Bytes of a security counter.</summary>
    public const int CounterLength = 64;

    /// <summary>The most images that have a key and a counter.</summary>
    public const int MaxImages = 4;

    /// <summary>Counters of protected storage, words of 4 bytes.</summary>
    public const int StorageCounters = 3;

    private const int Word = 4;
    private readonly Dictionary<OtpElement, OtpField> _fields = [];

    /// <summary>Lays the struct out as 2.3 and later do, without BL1 and counters of the non-secure side.</summary>
    /// <param name="rotpkLength">Bytes of a root of trust public key: 32 or 48 (its hash), 68 or 100 (the raw point, filled to words).</param>
    public OtpLayout(int rotpkLength)
        : this(new OtpLayoutForm(TfmRelease.Tfm23, rotpkLength))
    {
    }

    /// <summary>Lays the struct out.</summary>
    /// <param name="form">What the build decided.</param>
    public OtpLayout(OtpLayoutForm form)
    {
        Form = form;
        int next = Word;
        void Add(OtpElement element, int length)
        {
            _fields.Add(element, new(next, length));
            next += length;
        }

        AddIdentity(Add, form);
        AddKeysOfImages(Add, form);
        if (form.HasBl1)
        {
            Add(OtpElement.Bl1Rotpk0, 32);
            Add(OtpElement.Bl1NvCounter0, 16);
        }

        for (int counter = 0; counter < form.NonSecureCounters; counter++)
            Add(OtpElement.NsNvCounter0 + counter, CounterLength);
        Add(OtpElement.EntropySeed, 64);
        if (form.Release > TfmRelease.Tfm15)
            Add(OtpElement.SecureDebugKey, 32);
        StorageCounter0 = next;
        SwapCount = next + (StorageCounters * Word);
        Length = SwapCount + Word;
    }

    /// <summary>What the build decided.</summary>
    public OtpLayoutForm Form { get; }

    /// <summary>Bytes of a root of trust public key.</summary>
    public int RotpkLength => Form.RotpkLength;

    /// <summary>Where the counters of protected storage begin.</summary>
    public int StorageCounter0 { get; }

    /// <summary>Where the swap count stands: how often the region was rewritten; before 1.7 the mark of a whole copy.</summary>
    public int SwapCount { get; }

    /// <summary>Length of the struct in bytes.</summary>
    public int Length { get; }

    /// <summary>The elements with their places, in the order of the struct.</summary>
    public IReadOnlyDictionary<OtpElement, OtpField> Fields => _fields;

    /// <summary>The layout of 2.3 and later for keys that are stored as their hash.</summary>
    /// <param name="digest">The hash.</param>
    public static OtpLayout ForHash(ImageDigest digest) => new(digest.Length());

    /// <summary>The field of an element, or null when this layout has none.</summary>
    /// <param name="element">The element.</param>
    public OtpField? Find(OtpElement element) => _fields.GetValueOrDefault(element);

    private static void AddIdentity(Action<OtpElement, int> add, OtpLayoutForm form)
    {
        add(OtpElement.Huk, 32);
        add(OtpElement.Iak, 32);
        add(OtpElement.IakLength, Word);
        add(OtpElement.IakType, Word);
        add(OtpElement.IakId, 32);
        add(OtpElement.BootSeed, 32);
        add(OtpElement.Lcs, Word);
        add(OtpElement.ImplementationId, 32);
        add(OtpElement.CertificationReference, form.ReferenceLength);
        add(OtpElement.VerificationServiceUrl, 32);
        add(OtpElement.ProfileDefinition, form.ProfileLength);
    }

    // The keys of the third and fourth image came later than their counters.
    private static void AddKeysOfImages(Action<OtpElement, int> add, OtpLayoutForm form)
    {
        add(OtpElement.Bl2Rotpk0, form.RotpkLength);
        add(OtpElement.Bl2Rotpk1, form.RotpkLength);
        for (int image = 0; image < form.Images; image++)
            add(OtpElement.Bl2NvCounter0 + image, CounterLength);
        for (int image = 2; image < form.Images; image++)
            add(OtpElement.Bl2Rotpk0 + image, form.RotpkLength);
        if (form.Release == TfmRelease.Tfm23)
            add(OtpElement.Bl2RotpkPolicies, Word);
    }
}
