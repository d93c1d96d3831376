namespace Rootline.TestSupport.Factory;

/// <summary>The names of the line's steps, as events carry them.</summary>
public static class Steps
{
    /// <summary>The run is journaled as started from before this step on.</summary>
    public const string Challenge = "2 get challenge from card";

    /// <summary>The run is journaled as proved, and the card was not asked.</summary>
    public const string Ask = "4 card authenticates chip";

    /// <summary>The card has counted, and nothing is recorded.</summary>
    public const string Record = "5 record";

    /// <summary>The run is journaled as answered; within the step, before its first byte, as delivering.</summary>
    public const string Deliver = "6 give wrapped data to chip";

    /// <summary>The run is journaled as delivered.</summary>
    public const string Reset = "7 reset";
}
