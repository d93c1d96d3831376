namespace Rootline.Cards.Tp;

/// <summary>The life of a TP card. Source: nxp-trust-provisioning 4.5.</summary>
public enum CardLifecycle : byte
{
    /// <summary>No file system: nothing can be written.</summary>
    PrePersonalisation = 0,

    /// <summary>Items can be written; units can be counted once all are there.</summary>
    Personalisation = 1,

    /// <summary>Sealed: nothing can be written any more.</summary>
    Operational = 2,
}
