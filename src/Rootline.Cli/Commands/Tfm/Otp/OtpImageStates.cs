using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary>States of an image of one-time memory in words: for people, and for programs.</summary>
internal static class OtpImageStates
{
    /// <summary>The word of JSON: a promise.</summary>
    /// <param name="state">The state.</param>
    public static string WordOf(OtpImageState state) => state switch
    {
        OtpImageState.InOrder => "in-order",
        OtpImageState.RestoresFirst => "restores-first",
        OtpImageState.RenewsBackup => "renews-backup",
        OtpImageState.Blank => "blank",
        _ => "broken",
    };

    /// <summary>A sentence.</summary>
    /// <param name="state">The state.</param>
    public static string TextOf(OtpImageState state) => state switch
    {
        OtpImageState.InOrder => "in order",
        OtpImageState.RestoresFirst => "a write was cut off: the next start restores the first copy from the backup, as it was before",
        OtpImageState.RenewsBackup => "a write was cut off after it counted: the next start makes the backup anew",
        OtpImageState.Blank => "never formatted",
        _ => "no copy is whole",
    };
}
