namespace Rootline.Cli.Frame;

/// <summary>How a command line speaks: the house's own words, or those of a tool that it takes the place of.</summary>
internal enum Dialect
{
    /// <summary>The house: faults with code and next step, exit codes by party.</summary>
    House,

    /// <summary>MCUboot's signing tool: the texts that builds read, one line for an error, exit code 2 for usage and 1 for the rest.</summary>
    Imgtool,
}
