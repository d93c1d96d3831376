namespace Rootline.Formats.Tfm;

/// <summary>What a platform does at its next start with the one-time memory that it finds. Source: tfm-provisioning section 3.2.</summary>
public enum OtpImageState
{
    /// <summary>Both copies are whole and of one age: nothing.</summary>
    InOrder,

    /// <summary>The first copy is torn: it restores it from the backup, which holds the state before the last write.</summary>
    RestoresFirst,

    /// <summary>The backup is torn or older: it makes it anew from the first copy.</summary>
    RenewsBackup,

    /// <summary>The memory was never formatted: it formats it.</summary>
    Blank,

    /// <summary>No copy is whole: TF-M formats it and loses everything; this product's chips refuse to start.</summary>
    Broken,
}
