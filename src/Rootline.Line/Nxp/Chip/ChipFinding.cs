namespace Rootline.Line.Nxp.Chip;

/// <summary>What a chip on the wire is found to be.</summary>
public enum ChipFinding
{
    /// <summary>In its ROM, never provisioned.</summary>
    Open,

    /// <summary>The provisioning firmware runs.</summary>
    Firmware,

    /// <summary>In its ROM, and its CFPA says that the CMPA was being programmed.</summary>
    Interrupted,

    /// <summary>Provisioned: closed for good.</summary>
    Closed,
}
