using Rootline.Core.Faults;

namespace Rootline.Cli.Config;

/// <summary>Faults of configuration files.</summary>
internal static class ConfigFaults
{
    /// <summary>A configuration file has one fault or several; all are listed with their lines.</summary>
    public static readonly FaultCode Configuration = new(
        "configuration", Party.Operator, "a configuration file cannot be used", "correct everything that is listed, then run the same command again");

    /// <summary>A card in a PC/SC reader is asked for.</summary>
    public static readonly FaultCode CardReader = new(
        "card-reader-not-supported", Party.Operator, "cards in a PC/SC reader are not supported yet", "use tp_device: virtual with a card file; support for readers (scard) comes with a later version");

    /// <summary>A software model of the original is asked for.</summary>
    public static readonly FaultCode SoftwareModel = new(
        "software-model-not-supported", Party.Operator, "the software models of the original are not run", "use virtual for tp_device and tp_target: virtual cards and chips speak the real protocol");

    /// <summary>A device on USB is asked for.</summary>
    public static readonly FaultCode UsbTarget = new(
        "usb-target-not-supported", Party.Operator, "devices on USB are not supported yet", "connect the device's UART and set blhost_port");
}
