namespace Rootline.Line.Tfm;

/// <summary>What a device is found to be, held against one bundle.</summary>
public enum TfmFinding
{
    /// <summary>Nothing that is this device's alone; keys of the images may be there, and they are the bundle's.</summary>
    Blank,

    /// <summary>It carries the bundle's mark (its boot seed), and no secret.</summary>
    Marked,

    /// <summary>It carries secrets of the bundle, and is not finished.</summary>
    Begun,

    /// <summary>It carries all of the bundle, in the life cycle SECURED.</summary>
    Secured,

    /// <summary>It carries something that the bundle cannot make its own.</summary>
    Foreign,

    /// <summary>Its life cycle is none in which anything can be done.</summary>
    Retired,
}
