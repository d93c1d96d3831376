namespace Rootline.Links.Mboot;

/// <summary>Whether a target wants more of a data phase.</summary>
/// <param name="GoesOn">True to take the next piece.</param>
/// <param name="Status">The status to end with when not.</param>
public readonly record struct DataProgress(bool GoesOn, uint Status)
{
    /// <summary>The target takes the next piece.</summary>
    public static DataProgress Continue => new(true, 0);

    /// <summary>The target ends the data phase.</summary>
    /// <param name="status">Why (<see cref="Rootline.Formats.Nxp.Mboot.MbootStatus"/>), not 0.</param>
    public static DataProgress Abort(uint status) => new(false, status);
}
