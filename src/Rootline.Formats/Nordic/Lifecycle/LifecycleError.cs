namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>What the storage library answers. Source: tfm-provisioning section 12.3.</summary>
public enum LifecycleError
{
    /// <summary>Done, or nothing to do.</summary>
    None = 0,

    /// <summary>A public key's hash has a halfword FFFF (EHASHFF).</summary>
    HashFf = -113,

    /// <summary>The words are of no state (EREADLCS).</summary>
    Read = -114,

    /// <summary>The step is not allowed (EINVALIDLCS).</summary>
    Invalid = -115,
}
