using Rootline.Formats.Nxp;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Config;

/// <summary>Where the devices are.</summary>
/// <param name="Buffer">Where messages are exchanged with a device; null for the family's own place.</param>
/// <param name="OperationTimeout">How long one operation on the wire may take.</param>
internal abstract record TargetAccess(AddressRange? Buffer, TimeSpan OperationTimeout)
{
    /// <summary>How long an operation may take where nothing is configured; the original's 50 ms fail on real parts.</summary>
    public const int DefaultTimeout = 5000;

    /// <summary>How long a device gets to restart where nothing is configured, in milliseconds; the original's.</summary>
    public const int DefaultRestartPause = 300;

    /// <summary>How long a device gets to restart before it is spoken to again.</summary>
    public TimeSpan RestartPause { get; init; } = TimeSpan.FromMilliseconds(DefaultRestartPause);
}

/// <summary>One device on a serial port.</summary>
/// <param name="Port">The port, for example <c>/dev/ttyUSB0</c>.</param>
/// <param name="Baud">The rate.</param>
/// <param name="Buffer">Where messages are exchanged.</param>
/// <param name="OperationTimeout">How long one operation may take.</param>
internal sealed record SerialTarget(string Port, int Baud, AddressRange? Buffer, TimeSpan OperationTimeout) : TargetAccess(Buffer, OperationTimeout);

/// <summary>One device behind a TCP address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Buffer">Where messages are exchanged.</param>
/// <param name="OperationTimeout">How long one operation may take.</param>
internal sealed record TcpTarget(TcpAddress Address, AddressRange? Buffer, TimeSpan OperationTimeout) : TargetAccess(Buffer, OperationTimeout);

/// <summary>Virtual chips in this process.</summary>
/// <param name="ChipFiles">Their files, one after the other.</param>
/// <param name="Buffer">Where messages are exchanged.</param>
/// <param name="OperationTimeout">How long one operation may take.</param>
internal sealed record VirtualTargets(IReadOnlyList<string> ChipFiles, AddressRange? Buffer, TimeSpan OperationTimeout) : TargetAccess(Buffer, OperationTimeout);
