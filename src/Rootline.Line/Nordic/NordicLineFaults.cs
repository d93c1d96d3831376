using Rootline.Core.Faults;

namespace Rootline.Line.Nordic;

/// <summary>Faults of provisioning Nordic parts.</summary>
public static class NordicLineFaults
{
    /// <summary>The part is in half state.</summary>
    public static readonly FaultCode Half = new(
        "nordic-half-provisioned", Party.Device, "the part entered PROVISIONING and its keys are not all there, or its lifecycle words are torn; its provisioning image can never run again",
        "run again with --erase-half-provisioned: the part is erased wholly, and begins anew with another identity");

    /// <summary>Somebody provisioned the part before.</summary>
    public static readonly FaultCode Provisioned = new(
        "nordic-provisioned-before", Party.Device, "the part is provisioned, and not by this station's journal", "take the part out; only if its identity may be lost for ever, run with --erase-provisioned-part");

    /// <summary>The part is done already.</summary>
    public static readonly FaultCode Done = new(
        "nordic-done", Party.Device, "the part is provisioned and recorded as done", "take the part out; only if its identity may be lost for ever, run with --erase-provisioned-part");

    /// <summary>Nobody can see what the part holds.</summary>
    public static readonly FaultCode Closed = new(
        "nordic-port-closed", Party.Device, "the part's debug port is closed: nobody can see whether it is new or provisioned",
        "a new nRF5340 or nRF91x1 is closed as well: if the part is new, run with --erase-closed-part; if this station provisioned it, name it with --device");

    /// <summary>ERASEALL did not work.</summary>
    public static readonly FaultCode NotErased = new(
        "nordic-not-erased", Party.Device, "the part cannot be erased, or is not blank afterwards", "look whether ERASEPROTECT is set: such a part can never be erased; else run again");

    /// <summary>ERASEPROTECT is set.</summary>
    public static readonly FaultCode EraseProtected = new(
        "nordic-erase-protected", Party.Device, "the part must be erased, and its ERASEPROTECT word forbids that for ever", "set the part aside; nothing was changed");

    /// <summary>The part is in no state to be put out of use.</summary>
    public static readonly FaultCode NotToRetire = new(
        "nordic-not-to-decommission", Party.Device, "only a part in SECURED that shows its token can be put out of use; nothing was changed",
        "check the console; a part that was never closed is erased instead");

    /// <summary>The part does not say that it is out of use.</summary>
    public static readonly FaultCode NotRetired = new(
        "nordic-not-decommissioned", Party.Device, "the part was asked to enter DECOMMISSIONED, and its token does not say that it did",
        "check --request: the application must take that line; then run again. A part that shows no token any more lost its power while it wrote the word: it is out of use and cannot prove it");

    /// <summary>The ledger does not know the part.</summary>
    public static readonly FaultCode NotRecorded = new(
        "nordic-not-recorded", Party.Operator, "the ledger has no record of a part that was done", "name the ledger of the station that provisioned the part");

    /// <summary>It is another part.</summary>
    public static readonly FaultCode OtherPart = new(
        "nordic-other-part", Party.Device, "the part behind the debugger is another one than was named", "check --part and which board the debug server is connected to; nothing was changed");

    /// <summary>The provisioning image failed.</summary>
    public static readonly FaultCode Failed = new(
        "nordic-image-failed", Party.Device, "the provisioning image reported a failure", "run again with --erase-half-provisioned: the part is erased wholly, and begins anew");

    /// <summary>The console did not say what it should.</summary>
    public static readonly FaultCode Console = new(
        "nordic-console", Party.Device, "the console did not say that provisioning succeeded", "check port and baud rate of the console, then run again: the part's state is read first");

    /// <summary>What is read back differs.</summary>
    public static readonly FaultCode ReadBack = new(
        "nordic-read-back", Party.Device, "what was written to the part does not read back", "run again; if it happens again, set the part aside");

    /// <summary>Keys that everybody knows.</summary>
    public static readonly FaultCode Dummy = new(
        "nordic-dummy-identity", Party.Operator, "the provisioning image has an identity key that everybody knows", "build the image without the dummy identity key, then run with --erase-provisioned-part");

    /// <summary>TF-M did not take the part to SECURED.</summary>
    public static readonly FaultCode NotSecured = new(
        "nordic-not-secured", Party.Device, "TF-M did not take the part to SECURED", "read the console's last line in this message; a part with missing keys must be erased: --erase-half-provisioned");

    /// <summary>No token was seen.</summary>
    public static readonly FaultCode NotConfirmed = new(
        "nordic-not-confirmed", Party.Device, "the part was closed and did not show a token, so that SECURED is not proved",
        "use an application that prints its token and run the same command again with --device: it only listens; a part that never comes up must be erased: --erase-provisioned-part with --device");

    /// <summary>The token is no proof.</summary>
    public static readonly FaultCode Token = new(
        "nordic-token", Party.Device, "the part's first token does not prove that the part holds a key", "look at the token with another tool; the part is closed and not recorded as done");

    /// <summary>An image does not fit.</summary>
    public static readonly FaultCode Image = new(
        "nordic-image", Party.File, "an image for a Nordic part has bytes outside of its flash, or none at all", "build the image for this part and core; data for UICR is not programmed by this command");

    /// <summary>A network core needs more.</summary>
    public static readonly FaultCode NoNetworkDebugger = new(
        "nordic-no-network-debugger", Party.Operator, "an image for the network core is given and no debugger for it", "give --debug-network HOST:PORT as well");
}
