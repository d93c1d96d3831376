using Rootline.Core.Bytes;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Tfm;

/// <summary>
/// What the secure image takes in the life cycle PSA_ROT_PROVISIONING, symbol <see cref="Symbol"/>: the data of the PSA root of
/// trust. Fields in the order of the struct, without gaps, integers little-endian. Source: tfm-provisioning section 4.2.
/// </summary>
public sealed class PsaRotData : IDisposable
{
    /// <summary>The struct's name in the secure image.</summary>
    public const string Symbol = "psa_rot_prov_data";

    /// <summary>The first word.</summary>
    public const uint Magic = 0xBEEFFEED;

    /// <summary>Bytes of attestation key, boot seed and implementation id.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of the entropy seed.</summary>
    public const int EntropyLength = 64;

    /// <summary>Bytes of the fields for the attestation key's name and for the address.</summary>
    public const int TextLength = 32;

    /// <summary>Initial attestation key, 32 bytes; owned by this and wiped with it.</summary>
    public required Secret Iak { get; init; }

    /// <summary>Bytes of the key that count, at most 32.</summary>
    public uint IakLength { get; init; } = KeyLength;

    /// <summary>Type of the key.</summary>
    public IakType IakType { get; init; } = IakType.SecpR1;

    /// <summary>Name of the key, at most 32 characters; not in every layout.</summary>
    public string IakId { get; init; } = "";

    /// <summary>Boot seed, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> BootSeed { get; init; }

    /// <summary>Implementation id, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> ImplementationId { get; init; }

    /// <summary>Certification reference, at most 32 characters; the hardware version of 1.5 at most 18.</summary>
    public string CertificationReference { get; init; } = "";

    /// <summary>Address of the verification service, at most 32 characters.</summary>
    public string VerificationServiceUrl { get; init; } = "";

    /// <summary>Profile of the tokens, at most 32 or 48 characters.</summary>
    public string ProfileDefinition { get; init; } = "";

    /// <summary>Entropy seed, 64 bytes; owned by this and wiped with it.</summary>
    public required Secret EntropySeed { get; init; }

    /// <summary>Reads the struct.</summary>
    /// <param name="bytes">As many bytes as a layout has.</param>
    /// <returns>The data, to be disposed; or a fault of <see cref="ProvisioningFaults"/>.</returns>
    public static Parsed<PsaRotData> Parse(ReadOnlySpan<byte> bytes)
    {
        if (!PsaRotLayout.OfLength(bytes.Length).Try(out var layout, out var fault))
            return fault;
        return new SpanReader(bytes).U32Le() == Magic ? ParseValues(bytes[4..], layout) : ProvisioningFaults.Magic.Fault($"{Symbol} does not begin with {Magic:X8}");
    }

    /// <summary>Reads the struct without its magic, as a bundle holds it.</summary>
    /// <param name="values"><see cref="PsaRotLayout.ValuesLength"/> bytes.</param>
    /// <param name="layout">The layout.</param>
    /// <returns>The data, to be disposed; or a fault of <see cref="ProvisioningFaults"/>.</returns>
    public static Parsed<PsaRotData> ParseValues(ReadOnlySpan<byte> values, PsaRotLayout layout)
    {
        if (values.Length != layout.ValuesLength)
            return ProvisioningFaults.Size.Fault($"the values of {Symbol} have {values.Length} bytes instead of {layout.ValuesLength}");
        var reader = new SpanReader(values);
        var iak = reader.Bytes(KeyLength);
        uint length = reader.U32Le();
        uint type = reader.U32Le();
        if (length > KeyLength || !Enum.IsDefined((IakType)type))
            return ProvisioningFaults.Field.Fault($"iak_len is {length} and iak_type is {type:X8}");
        var id = layout.HasIakId ? FixedText.Read(reader.Bytes(TextLength), "iak_id") : "";
        byte[] seed = reader.Bytes(KeyLength).ToArray();
        byte[] implementation = reader.Bytes(KeyLength).ToArray();
        var reference = FixedText.Read(reader.Bytes(layout.ReferenceLength), "cert_ref");
        var url = FixedText.Read(reader.Bytes(TextLength), "verification_service_url");
        var profile = FixedText.Read(reader.Bytes(layout.ProfileLength), "profile_definition");
        if ((id.Fault ?? reference.Fault ?? url.Fault ?? profile.Fault) is { } fault)
            return fault;
        return new PsaRotData
        {
            Iak = Secret.CopyOf(iak),
            IakLength = length,
            IakType = (IakType)type,
            IakId = id.OrThrow(),
            BootSeed = seed,
            ImplementationId = implementation,
            CertificationReference = reference.OrThrow(),
            VerificationServiceUrl = url.OrThrow(),
            ProfileDefinition = profile.OrThrow(),
            EntropySeed = Secret.CopyOf(reader.Bytes(EntropyLength)),
        };
    }

    /// <summary>Why these data do not go into a layout; null when they do. A key's name is left out where the layout has no place for it.</summary>
    /// <param name="layout">The layout.</param>
    public Fault? Check(PsaRotLayout layout)
    {
        if (Iak.Length != KeyLength || IakLength > KeyLength || EntropySeed.Length != EntropyLength || BootSeed.Length != KeyLength || ImplementationId.Length != KeyLength)
            return ProvisioningFaults.Field.Fault("a key, seed or id has another length than its field");
        return (layout.HasIakId ? FixedText.Check(IakId, TextLength, "the attestation key's name") : null)
            ?? FixedText.Check(CertificationReference, layout.ReferenceLength, "the certification reference")
            ?? FixedText.Check(VerificationServiceUrl, TextLength, "the address of the verification service")
            ?? FixedText.Check(ProfileDefinition, layout.ProfileLength, "the profile");
    }

    /// <summary>Writes the struct; the caller disposes it.</summary>
    /// <param name="layout">The layout.</param>
    /// <returns>As many bytes as the layout has, or what <see cref="Check"/> says.</returns>
    public Parsed<Secret> ToBytes(PsaRotLayout layout)
    {
        if (Check(layout) is { } fault)
            return fault;
        var bytes = new Secret(layout.Length);
        new SpanWriter(bytes.Span).U32Le(Magic);
        WriteValues(layout, bytes.Span[4..]);
        return bytes;
    }

    /// <summary>Writes the struct without its magic.</summary>
    /// <param name="layout">A layout that <see cref="Check"/> found good.</param>
    /// <param name="destination"><see cref="PsaRotLayout.ValuesLength"/> bytes.</param>
    internal void WriteValues(PsaRotLayout layout, Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        writer.Bytes(Iak.Span);
        writer.U32Le(IakLength);
        writer.U32Le((uint)IakType);
        if (layout.HasIakId)
            FixedText.Write(IakId, writer.Reserve(TextLength));
        writer.Bytes(BootSeed.Span);
        writer.Bytes(ImplementationId.Span);
        FixedText.Write(CertificationReference, writer.Reserve(layout.ReferenceLength));
        FixedText.Write(VerificationServiceUrl, writer.Reserve(TextLength));
        FixedText.Write(ProfileDefinition, writer.Reserve(layout.ProfileLength));
        writer.Bytes(EntropySeed.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Iak.Dispose();
        EntropySeed.Dispose();
    }
}
