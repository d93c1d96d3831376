using System.Buffers.Binary;
using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;
using Rootline.Formats.Tfm.Bundles;

namespace Rootline.Line.Tfm;

/// <summary>What one element of one-time memory holds when a device is provisioned with a bundle.</summary>
/// <param name="Element">The element.</param>
/// <param name="Value">Its bytes; wiped with the list.</param>
/// <param name="Use">Who burns it, and whether it must be there.</param>
internal sealed record BundleField(OtpElement Element, Secret Value, FieldUse Use);

/// <summary>How a field gets into a device.</summary>
internal enum FieldUse
{
    /// <summary>Burned at the boot loader, the same in all devices of a product.</summary>
    Loader,

    /// <summary>Burned at the boot loader as the mark that this device is the bundle's: the boot seed, which is this device's alone and no secret.</summary>
    Mark,

    /// <summary>Burned by the secure image.</summary>
    Secure,

    /// <summary>Burned by the secure image where its platform has a place and the build asks for it.</summary>
    SecureOptional,
}

/// <summary>The fields of a bundle in the order of burning.</summary>
internal sealed class BundleFields : IDisposable
{
    private readonly List<BundleField> _fields = [];

    /// <summary>Lays a bundle out.</summary>
    /// <param name="header">Its open part.</param>
    /// <param name="secrets">Its secrets; copied.</param>
    /// <param name="layout">The layout that the secure image takes.</param>
    public BundleFields(BundleHeader header, BundleSecrets secrets, PsaRotLayout layout)
    {
        for (int image = 0; image < header.Rotpks.Count; image++)
            Add(OtpElement.Bl2Rotpk0 + image, Convert.FromHexString(header.Rotpks[image]), FieldUse.Loader);
        if (header.RotpkPolicies is { } policies)
            Add(OtpElement.Bl2RotpkPolicies, Word(policies), FieldUse.Loader);
        if (header.SecureDebugKey is { } debug)
            Add(OtpElement.SecureDebugKey, Convert.FromHexString(debug), FieldUse.Loader);
        if (secrets.ImageDecryptionKey is { } key)
            Add(OtpElement.KeyBl2Encryption, key.Span, FieldUse.Loader);
        Add(OtpElement.BootSeed, secrets.BootSeed.Span, FieldUse.Mark);
        Add(OtpElement.Huk, secrets.Huk.Span, FieldUse.Secure);
        Add(OtpElement.Iak, secrets.Iak.Span, FieldUse.Secure);
        Add(OtpElement.IakLength, Word((uint)secrets.Iak.Length), FieldUse.Secure);
        Add(OtpElement.IakType, Word((uint)header.IakType), FieldUse.Secure);
        if (layout.HasIakId)
            Add(OtpElement.IakId, Text(header.IakId, PsaRotData.TextLength), FieldUse.SecureOptional);
        Add(OtpElement.ImplementationId, Convert.FromHexString(header.ImplementationId), FieldUse.Secure);
        Add(OtpElement.CertificationReference, Text(header.CertificationReference, layout.ReferenceLength), FieldUse.Secure);
        Add(OtpElement.VerificationServiceUrl, Text(header.VerificationServiceUrl, PsaRotData.TextLength), FieldUse.Secure);
        Add(OtpElement.ProfileDefinition, Text(header.ProfileDefinition, layout.ProfileLength), FieldUse.Secure);
        Add(OtpElement.EntropySeed, secrets.EntropySeed.Span, FieldUse.SecureOptional);
    }

    /// <summary>The fields in the order of burning.</summary>
    public IReadOnlyList<BundleField> All => _fields;

    /// <summary>Those that are burned at the boot loader.</summary>
    public IEnumerable<BundleField> OfLoader => _fields.Where(f => f.Use is FieldUse.Loader or FieldUse.Mark);

    /// <inheritdoc/>
    public void Dispose() => _fields.ForEach(f => f.Value.Dispose());

    private void Add(OtpElement element, ReadOnlySpan<byte> value, FieldUse use) => _fields.Add(new(element, Secret.CopyOf(value), use));

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string text, int length)
    {
        var bytes = new byte[length];
        Encoding.ASCII.GetBytes(text, bytes);
        return bytes;
    }
}
