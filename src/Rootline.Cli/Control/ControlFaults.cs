using Rootline.Core.Faults;

namespace Rootline.Cli.Control;

/// <summary>Faults of control sockets and of what is asked on them.</summary>
internal static class ControlFaults
{
    /// <summary>The socket cannot be made.</summary>
    public static readonly FaultCode Unusable = new(
        "control-unusable", Party.Station, "a control socket cannot be made", "choose another path, or remove what is there");

    /// <summary>No chip answers there.</summary>
    public static readonly FaultCode Unreachable = new(
        "control-unreachable", Party.Station, "no chip answers on a control socket", "check the path, and that rootline chip run --control is still running");

    /// <summary>A request cannot be understood.</summary>
    public static readonly FaultCode Request = new(
        "control-request", Party.Operator, "a request on a control socket cannot be understood", "docs/ci.md lists the requests and their fields");

    /// <summary>A request is too long.</summary>
    public static readonly FaultCode TooLong = new(
        "control-too-long", Party.Operator, "a request on a control socket is longer than any request is", "send one JSON object a line");

    /// <summary>Too many clients.</summary>
    public static readonly FaultCode TooMany = new(
        "control-too-many", Party.Operator, "too many clients are connected to a control socket", "close a connection, then try again");

    /// <summary>The request needs power.</summary>
    public static readonly FaultCode PowerOff = new(
        "control-power-off", Party.Operator, "the chip has no power", "give it power first, with the request power");

    /// <summary>A snapshot is not there, or cannot be taken.</summary>
    public static readonly FaultCode Snapshot = new(
        "control-snapshot", Party.Operator, "a snapshot does not exist, or cannot be kept", "state lists the snapshots; a name that is used again replaces one");

    /// <summary>The range holds keys.</summary>
    public static readonly FaultCode Secret = new(
        "control-secret", Party.Operator, "the range holds keys of the chip", "read around it; of a virtual chip the keys are shown when the field " + ControlRequest.RevealField + " is true");

    /// <summary>The kind of chip does not know what is asked.</summary>
    public static readonly FaultCode OtherKind = new(
        "control-other-kind", Party.Operator, "a request on a control socket does not fit the kind of chip", "docs/ci.md says which requests each kind of chip takes");

    /// <summary>The flash cannot be read there.</summary>
    public static readonly FaultCode Unreadable = new(
        "control-unreadable", Party.Device, "a word of the flash is unreadable: the power went while it was programmed or erased", "read around it, or erase it");

    /// <summary>A range that does not lie in the chip.</summary>
    /// <param name="address">Its first address.</param>
    /// <param name="length">Its length in bytes.</param>
    public static FaultException Outside(uint address, int length) => Request.Exception($"{length} bytes at 0x{address:X8} do not lie in the flash");
}
