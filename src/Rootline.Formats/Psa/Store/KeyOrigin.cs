namespace Rootline.Formats.Psa.Store;

/// <summary>Where a device's key came from when it was put into a store.</summary>
public enum KeyOrigin
{
    /// <summary>Recovered from a token: the device has the private half; that it is the maker's device was not proved.</summary>
    Recovered,

    /// <summary>Given as a file by whoever knows it.</summary>
    Given,

    /// <summary>No key is known: the device is in the store because it was revoked.</summary>
    None,
}
