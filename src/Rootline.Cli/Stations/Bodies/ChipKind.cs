namespace Rootline.Cli.Stations.Bodies;

/// <summary>Kinds of virtual chips, as their files tell them apart.</summary>
internal enum ChipKind
{
    /// <summary>A file of another making.</summary>
    Unknown,

    /// <summary>An LPC55 or MCXN with a boot loader on its UART.</summary>
    Lpc55,

    /// <summary>A board with TF-M's firmware and a debug port.</summary>
    Tfm,

    /// <summary>A board with boot code alone.</summary>
    Board,

    /// <summary>A Nordic part.</summary>
    Nordic,
}
