namespace Rootline.Formats.Nordic.Virtual;

/// <summary>How a virtual firmware differs from the usual one; the numbers are those of the file.</summary>
[Flags]
public enum NordicFirmwareTraits : byte
{
    /// <summary>In nothing.</summary>
    None = 0,

    /// <summary>The provisioning image has the identity key that everybody knows.</summary>
    DummyIdentity = 1 << 0,

    /// <summary>The provisioning image is of an earlier version: it writes no implementation id.</summary>
    NoImplementationId = 1 << 1,

    /// <summary>The unique key library is of an earlier version: it panics where the later one answers a code.</summary>
    Panics = 1 << 2,

    /// <summary>TF-M halts on a panic instead of resetting.</summary>
    Halts = 1 << 3,

    /// <summary>The storage library is one of the earliest of 2022, with another order of the provision area.</summary>
    EarlyLayout = 1 << 4,
}
