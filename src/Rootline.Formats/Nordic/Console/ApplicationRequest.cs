namespace Rootline.Formats.Nordic.Console;

/// <summary>
/// What the application of a virtual part takes on its console. No source names such a line: a real application has its own, or none at all
/// ("virtual" profile).
/// </summary>
public static class ApplicationRequest
{
    /// <summary>Enter DECOMMISSIONED for ever, then reset.</summary>
    public const string Decommission = "decommission for ever";

    /// <summary>The most characters of a request.</summary>
    public const int Longest = 128;

    /// <summary>The application's answer when the step was made.</summary>
    public const string Decommissioned = "entered DECOMMISSIONED";

    /// <summary>The application's answer when the library refuses the step.</summary>
    /// <param name="code">What the library answers.</param>
    public static string Refused(int code) => $"not decommissioned: {code}";
}
