using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Image;

/// <summary>The commands of <c>./imgtool</c>, which takes the place of MCUboot's signing tool.</summary>
internal static class ImgtoolCommands
{
    /// <summary>The commands in the order of the original's help.</summary>
    public static IReadOnlyList<CommandEntry> List { get; } =
    [
        new("dumpinfo", "print header, TLV area and trailer information of a signed image", c => new DumpInfoCommand(c)),
        new("getpriv", "dump private key from keypair", c => new GetprivCommand(c)),
        new("getpub", "dump public key from keypair", c => new GetpubCommand(c)),
        new("getpubhash", "dump the SHA256 hash of the public key", c => new GetpubhashCommand(c)),
        new("keygen", "generate pub/private keypair", c => new KeygenCommand(c)),
        new("keyinfo", "print whether a key is private or public", c => new KeyinfoCommand(c)),
        new("verify", "check that signed image can be verified by given key", c => new VerifyCommand(c)),
        new("version", "print the release of the tool whose place this takes", c => new ToolVersionCommand(c)),
    ];
}
