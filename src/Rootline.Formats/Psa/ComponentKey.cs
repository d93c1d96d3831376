namespace Rootline.Formats.Psa;

/// <summary>The keys of a software component's map. Source: psa-attestation section 3.4.</summary>
public static class ComponentKey
{
    /// <summary>Measurement type, text.</summary>
    public const long MeasurementType = 1;

    /// <summary>Measurement value, 32, 48 or 64 bytes.</summary>
    public const long MeasurementValue = 2;

    /// <summary>Version, text.</summary>
    public const long Version = 4;

    /// <summary>Signer id, 32, 48 or 64 bytes.</summary>
    public const long SignerId = 5;

    /// <summary>Measurement description, text: the name of the hash algorithm.</summary>
    public const long Description = 6;
}
