namespace Rootline.Line.Nxp.Recovery;

/// <summary>What the station does next with a chip.</summary>
public enum RecoveryAction
{
    /// <summary>Begin from the challenge.</summary>
    Begin,

    /// <summary>Begin, but only with the operator's consent to use another unit.</summary>
    BeginWithConsent,

    /// <summary>Give the card the stored response again: a card that repeats returns its stored answer at no cost.</summary>
    AskCardAgain,

    /// <summary>Give the chip the stored answer.</summary>
    Deliver,

    /// <summary>The chip took the answer and its word was lost: record that, then finish.</summary>
    ConfirmDelivery,

    /// <summary>Reset, load the product firmware, look at the chip, write the device record.</summary>
    Finish,

    /// <summary>Refuse: the chip is done.</summary>
    RefuseDone,

    /// <summary>Refuse: somebody else closed the chip.</summary>
    RefuseClosedElsewhere,

    /// <summary>Refuse: somebody else began with the chip and did not finish; only with consent to use another unit.</summary>
    RefuseBegunElsewhere,

    /// <summary>Record the unit as spent and refuse: somebody else closed the chip before it was given the answer.</summary>
    SpendClosedElsewhere,

    /// <summary>Record the unit as unconfirmed and set the chip aside.</summary>
    SetAside,
}
