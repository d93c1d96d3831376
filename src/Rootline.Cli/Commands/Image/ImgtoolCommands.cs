using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands.Image;

/// <summary>The commands of <c>./imgtool</c>, which takes the place of MCUboot's signing tool.</summary>
internal static class ImgtoolCommands
{
    /// <summary>The commands in the order of the original's help.</summary>
    public static IReadOnlyList<CommandEntry> List { get; } =
    [
        new("create", "create a signed or unsigned image", c => new SignCommand("create", c)),
        new("dumpinfo", "print header, TLV area and trailer information of a signed image", c => new DumpInfoCommand(c)),
        new("getpriv", "dump private key from keypair", c => new GetprivCommand(c)),
        new("getpub", "dump public key from keypair", c => new GetpubCommand(c)),
        new("getpubhash", "dump the SHA256 hash of the public key", c => new GetpubhashCommand(c)),
        new("keygen", "generate pub/private keypair", c => new KeygenCommand(c)),
        new("keyinfo", "print whether a key is private or public", c => new KeyinfoCommand(c)),
        new("sign", "create a signed or unsigned image", c => new SignCommand("sign", c)),
        new("sign-append", "append a signature to an image", c => new SignAppendCommand(c)),
        new("sign-list", "list all signatures in an image", c => new SignListCommand(c)),
        new("sign-remove", "remove a signature of an image by its key id", c => new SignRemoveCommand(c)),
        new("version", "print the release of the tool whose place this takes", c => new ToolVersionCommand(c)),
        new("verify", "check that signed image can be verified by given key", c => new VerifyCommand(c)),
    ];
}
