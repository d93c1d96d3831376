namespace Rootline.Formats.Nordic;

/// <summary>Codes of the unique key and identity key libraries; they are returned negated. Source: tfm-provisioning section 12.1.</summary>
public enum UniqueKeyError
{
    /// <summary>Done.</summary>
    None = 0,

    /// <summary>A hardware unique key is missing.</summary>
    Missing = 0x15500,

    /// <summary>The key that encrypts the identity key is missing.</summary>
    MkekMissing = 0x15501,

    /// <summary>The identity key is missing.</summary>
    IdentityMissing = 0x15502,

    /// <summary>The identity key could not be read.</summary>
    IdentityReadFailed = 0x15503,

    /// <summary>The identity key could not be written.</summary>
    IdentityWriteFailed = 0x15504,

    /// <summary>The identity key could not be generated.</summary>
    GenerationFailed = 0x15505,
}
