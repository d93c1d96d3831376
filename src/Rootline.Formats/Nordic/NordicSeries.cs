namespace Rootline.Formats.Nordic;

/// <summary>Series of parts: what debug servers have different commands for.</summary>
public enum NordicSeries
{
    /// <summary>nRF5340: two cores.</summary>
    Nrf53,

    /// <summary>nRF9160, nRF9161, nRF9151.</summary>
    Nrf91,
}
