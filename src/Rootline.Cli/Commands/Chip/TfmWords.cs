namespace Rootline.Cli.Commands.Chip;

/// <summary>What is said of TF-M chips in more than one place.</summary>
internal static class TfmWords
{
    /// <summary>A firmware with TF-M's published test values.</summary>
    public const string Dummy = "DUMMY PROVISIONING: THIS DEVICE IS NOT SECURE, its keys are published";
}
