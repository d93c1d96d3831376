using Rootline.Cli.Commands.Attest;
using Rootline.Cli.Commands.Card;
using Rootline.Cli.Commands.Chip;
using Rootline.Cli.Commands.Demo;
using Rootline.Cli.Commands.Device;
using Rootline.Cli.Commands.Image;
using Rootline.Cli.Commands.Key;
using Rootline.Cli.Commands.Line;
using Rootline.Cli.Commands.Log;
using Rootline.Cli.Commands.Nordic;
using Rootline.Cli.Commands.Product;
using Rootline.Cli.Commands.Response;
using Rootline.Cli.Commands.Sb;
using Rootline.Cli.Commands.Tfm.Bundles;
using Rootline.Cli.Commands.Tfm.Otp;
using Rootline.Cli.Commands.Tfm.Provision;
using Rootline.Cli.Frame;

namespace Rootline.Cli.Commands;

/// <summary>Every command of the product: a new one is a line here.</summary>
internal static class AllCommands
{
    /// <summary>The commands and groups in the order in which help shows them.</summary>
    public static IReadOnlyList<CommandEntry> List { get; } =
    [
        new("demo", "the whole trip with virtual hardware, in one folder, in seconds", c => new DemoCommand(c)),
        new("card", "make, personalise and seal the card that holds secrets and quota",
        [
            new("make", "make a blank virtual card", c => new CardMakeCommand(c)),
            new("data", "make provisioning data for virtual chips that take them in place of pages and keys", c => new CardDataCommand(c)),
            new("personalise", "load secrets, keys and quota into a card", c => new CardPersonaliseCommand(c)),
            new("rehearse", "make the whole trip with a virtual twin, and say what will be closed for ever", c => new CardRehearseCommand(c)),
            new("seal", "close a personalised card for ever", c => new CardSealCommand(c)),
            new("counters", "show what a card has counted and has left", c => new CardCountersCommand(c)),
        ]),
        new("chip", "make and run virtual chips",
        [
            new("make", "make virtual chips as their vendor delivers them", c => new ChipMakeCommand(c)),
            new("make-tfm", "make a virtual TF-M chip with firmware, signed images and ELF files", c => new ChipMakeTfmCommand(c)),
            new("run", "power a virtual chip on a serial port, TCP port or debug port of its own", c => new ChipRunCommand(c)),
            new("secure", "put boot code and the keys that it trusts into a chip", c => new ChipSecureCommand(c)),
            new("image", "program an image into a slot of a chip", c => new ChipImageCommand(c)),
            new("boot", "power a chip on and show what its boot code does", c => new ChipBootCommand(c)),
            new("decommission", "take a TF-M chip out of use for ever", c => new ChipDecommissionCommand(c)),
            new("sweep", "cut a chip's power at every moment of a host command, and tell where it ends", c => new ChipSweepCommand(c)),
            new("control", "ask something of a running chip: power, cuts, faults, flash, snapshots", c => new ChipControlCommand(c)),
        ]),
        new("line", "provision devices",
        [
            new("run", "provision the devices of a configuration, or go on where a run stopped", c => new LineRunCommand(c)),
            new("settle", "end for ever a run that no station can finish", c => new LineSettleCommand(c)),
        ]),
        new("log", "judge, show and hand over a station's log",
        [
            new("verify", "verify signatures, chain, counters, certificates and end of logs", c => new LogVerifyCommand(c)),
            new("waive", "sign that a gap in a log is known and accepted", c => new LogWaiveCommand(c)),
            new("seal", "sign what a log holds, with a key in a file, behind a program or in a token", c => new LogSealCommand(c)),
            new("extract", "write the certificates of a log that is in order as files", c => new LogExtractCommand(c)),
            new("show", "list the records of a log, or show one", c => new LogShowCommand(c)),
            new("reconcile", "account for every unit: card, log, journal and chips side by side", c => new LogReconcileCommand(c)),
            new("export", "write a clean copy of a log, without the station's own tables", c => new LogExportCommand(c)),
        ]),
        new("device", "read the records that every device leaves",
        [
            new("list", "list the device records of a station", c => new DeviceListCommand(c)),
            new("show", "show the records of one device", c => new DeviceShowCommand(c)),
            new("export", "write device records as JSON lines, byte for byte as they are hashed", c => new DeviceExportCommand(c)),
            new("verify", "judge device records: which station signed each, and whether one is missing", c => new DeviceVerifyCommand(c)),
        ]),
        new("response", "judge what a chip says of itself",
        [
            new("verify", "verify that a stored TP response is a genuine chip's", c => new ResponseVerifyCommand(c)),
        ]),
        new("attest", "judge attestation tokens",
        [
            new("verify", "verify a device's attestation token: signature, claims, challenge", c => new AttestVerifyCommand(c)),
            new("show", "show what an attestation token says, unverified", c => new AttestShowCommand(c)),
            new("request", "take a token of a TF-M device through its debug port", c => new AttestRequestCommand(c)),
            new("nonce", "give out a challenge that is good once and for a while", c => new AttestNonceCommand(c)),
            new("enroll", "put a device's key, recovered from its own token, into a store", c => new AttestEnrollCommand(c)),
            new("revoke", "mark a device in a store as never to be trusted again (not undone)", c => new AttestRevokeCommand(c)),
        ]),
        new("nordic", "provision nRF53 and nRF91 parts, which make their own keys",
        [
            new("provision", "let a part make its keys, close it, see SECURED in its token, and record it", c => new NordicProvisionCommand(c)),
            new("decommission", "put a part of this station out of use for ever, and take the token that says so", c => new NordicDecommissionCommand(c)),
            new("show", "show what a provision area holds that another tool read from a part", c => new NordicShowCommand(c)),
            new("make", "make a virtual part as its factory delivers it", c => new NordicMakeCommand(c)),
            new("firmware", "make an image that virtual parts run", c => new NordicFirmwareCommand(c)),
            new("run", "power a virtual part with its debug server and console on TCP ports", c => new NordicRunCommand(c)),
        ]),
        new("families", "list the chip families and what a station does for each", c => new FamiliesCommand(c)),
        new("sb", "read, judge and make SB2.1 files",
        [
            new("show", "show what an SB file holds", c => new SbShowCommand(c)),
            new("verify", "judge an SB file as a device would", c => new SbVerifyCommand(c)),
            new("build", "make an SB file of a configuration", c => new SbBuildCommand(c)),
        ]),
        new("image", "make, read and judge signed images in MCUboot's format",
        [
            new("keygen", "make a key pair for signing or encrypting images", c => new KeygenCommand(c)),
            new("getpub", "write a public key for a loader's build", c => new GetpubCommand(c)),
            new("getpubhash", "write the SHA-256 of a public key for a loader's build", c => new GetpubhashCommand(c)),
            new("getpriv", "write a private key for the build of a loader that decrypts", c => new GetprivCommand(c)),
            new("keyinfo", "tell whether a key is private or public", c => new KeyinfoCommand(c)),
            new("sign", "make an image of a binary, and sign it", c => new SignCommand("sign", c)),
            new("create", "the same as sign", c => new SignCommand("create", c)),
            new("sign-list", "list the signatures of an image", c => new SignListCommand(c)),
            new("sign-append", "add a signature to an image", c => new SignAppendCommand(c)),
            new("sign-remove", "take a signature out of an image", c => new SignRemoveCommand(c)),
            new("assemble", "put the secure and non-secure binary of a TF-M build together", c => new AssembleCommand(c)),
            new("version", "tell which release of imgtool the command line follows", c => new ToolVersionCommand(c)),
            new("verify", "judge images as their boot loader would", c => new VerifyCommand(c)),
            new("dumpinfo", "show header, TLVs and trailer of an image", c => new DumpInfoCommand(c)),
            new("fit", "tell the largest image that a loader takes in a slot", c => new FitCommand(c)),
        ]),
        new("tfm", "provision devices with TF-M: bundles, debugger, data images",
        [
            new("bundle", "make, judge and hand over the provisioning data of one device",
            [
                new("new", "make bundles, each with secrets of its own, sealed for one key", c => new BundleNewCommand(c)),
                new("check", "judge bundles: dummy and empty values, shared secrets, texts", c => new BundleCheckCommand(c)),
                new("show", "show what of a bundle is no secret", c => new BundleShowCommand(c)),
                new("seal", "seal a bundle for another key, for example a station's", c => new BundleSealCommand(c)),
            ]),
            new("provision", "burn a bundle into a device through its debugger, or go on where a run stopped", c => new TfmProvisionCommand(c)),
            new("abandon", "give a bundle up for ever, and say what is lost with it", c => new TfmAbandonCommand(c)),
            new("otp", "read and recover images of one-time memory",
            [
                new("show", "show what an image of one-time memory holds, without its secrets", c => new OtpShowCommand(c)),
                new("recover", "make of an image what the platform's next start would make of it", c => new OtpRecoverCommand(c)),
            ]),
            new("image", "make images that carry a bundle in flash, for provisioning without a debugger", c => new TfmImageCommand(c)),
        ]),
        new("key", "see the keys that references name: in files, behind programs, in tokens",
        [
            new("show", "show a key's kind, public half and place, and try whether it signs", c => new KeyShowCommand(c)),
        ]),
        new("explain", "explain an error code, or list them all", c => new ExplainCommand(c)),
        new("version", "print the version", c => new VersionCommand(c)),
    ];
}
