namespace Rootline.Line.Tfm.Recovery;

/// <summary>What the station does next with a device.</summary>
public enum TfmAction
{
    /// <summary>Begin: keys of the images, mark, then the secrets.</summary>
    Begin,

    /// <summary>Give the device its secrets again: what it holds of them is the same and is not burned a second time.</summary>
    Deliver,

    /// <summary>The device took everything and its word was lost: record that, then finish.</summary>
    Confirm,

    /// <summary>Reset, see SECURED, take a token, write the device record.</summary>
    Finish,

    /// <summary>Pass over: the device is done.</summary>
    PassDone,

    /// <summary>Refuse: the bundle's run is in another ledger.</summary>
    RefuseElsewhere,

    /// <summary>Refuse: the bundle belongs to another device.</summary>
    RefuseOtherDevice,

    /// <summary>Refuse: the bundle was used.</summary>
    RefuseUsed,

    /// <summary>Refuse: the device holds another bundle.</summary>
    RefuseOtherBundle,

    /// <summary>Refuse: the device is of no use.</summary>
    RefuseRetired,

    /// <summary>Refuse: journal and device cannot both be right.</summary>
    RefuseContradiction,
}
