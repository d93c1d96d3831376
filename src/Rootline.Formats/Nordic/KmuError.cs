namespace Rootline.Formats.Nordic;

/// <summary>What the crypto platform library answers about key slots. Source: tfm-provisioning section 12.1.</summary>
public enum KmuError
{
    /// <summary>Done.</summary>
    None = 0,

    /// <summary>There is no such slot.</summary>
    InvalidSlot = -0x701A,

    /// <summary>The slot is not empty.</summary>
    AlreadyFilled = -0x701B,

    /// <summary>The destination is no key register.</summary>
    WrongAddress = -0x701C,

    /// <summary>What was written does not read back.</summary>
    WriteFailed = -0x701D,

    /// <summary>The permission word is not allowed.</summary>
    InvalidPermission = -0x701E,

    /// <summary>The root key could not be written.</summary>
    KdrWrite = -0x701F,

    /// <summary>The root key could not be pushed.</summary>
    KdrPush = -0x7020,

    /// <summary>The key has a wrong type.</summary>
    KeyType = -0x7021,

    /// <summary>A parameter is wrong.</summary>
    InvalidParameter = -0x7022,

    /// <summary>Identity key: there is no such slot.</summary>
    IdentityInvalidSlot = -0x7024,

    /// <summary>Identity key: the slots are not empty.</summary>
    IdentityAlreadyFilled = -0x7025,

    /// <summary>Identity key: it could not be written.</summary>
    IdentityWriteFailed = -0x7026,

    /// <summary>Identity key: it could not be read.</summary>
    IdentityReadFailed = -0x7027,

    /// <summary>Identity key: the key that encrypts it is missing.</summary>
    MkekMissing = -0x7028,

    /// <summary>Identity key: the slots are in no state that allows this.</summary>
    InvalidState = -0x7029,
}
