using Rootline.Cli.Config.Nodes;
using Rootline.Formats.Nxp;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Config;

/// <summary>The part of a station's configuration that says where the devices are.</summary>
/// <param name="form">The file's map.</param>
/// <param name="family">The family, or null when it is not known.</param>
internal sealed class TargetForm(ConfigForm form, Family? family)
{
    private const int DefaultBaud = 57600;
    private const int MaxBaud = 3_000_000;
    private const uint LeastBuffer = 0x400;
    private const uint MaxBuffer = 0xFFFF;
    private const int MaxTimeout = 600_000;
    private const int MaxRestartPause = 60_000;

    private static readonly string[] Known =
        ["blhost_port", "blhost_usb", "blhost_baudrate", "blhost_timeout", "buffer_address", "buffer_size", "restart_pause", "chip", "chips"];

    /// <summary>Reads <c>tp_target</c> and its parameters.</summary>
    /// <returns>The access, or null when a fault was added.</returns>
    public TargetAccess? Read()
    {
        string? kind = form.Text(ConfigKeys.Target, required: true);
        if (kind is "swmodel")
        {
            form.Findings.Refuse(form.LineOf(ConfigKeys.Target), ConfigFaults.SoftwareModel, "tp_target: swmodel asks for a software model of the original");
            return null;
        }

        if (kind is not (null or "blhost" or "virtual"))
        {
            form.Findings.Add(form.LineOf(ConfigKeys.Target), $"tp_target: {kind} is neither blhost nor virtual");
            return null;
        }

        if (form.Form(ConfigKeys.TargetParameter, required: true, Known) is not { } parameters)
            return null;
        TargetAccess? access = kind switch
        {
            "blhost" => Serial(parameters),
            "virtual" => Virtual(parameters),
            _ => null,
        };
        int pause = (int)(parameters.Number("restart_pause", 0, MaxRestartPause) ?? TargetAccess.DefaultRestartPause);
        return access is null ? null : access with { RestartPause = TimeSpan.FromMilliseconds(pause) };
    }

    private TargetAccess? Serial(ConfigForm parameters)
    {
        int baud = (int)(parameters.Number("blhost_baudrate", 1, MaxBaud) ?? DefaultBaud);
        var buffer = Buffer(parameters);
        var timeout = OperationTimeout(parameters);
        if (parameters.Has("blhost_usb"))
        {
            form.Findings.Refuse(parameters.LineOf("blhost_usb"), ConfigFaults.UsbTarget, "blhost_usb asks for a device on USB, which comes with a later version");
            return null;
        }

        if (parameters.Text("blhost_port", required: true) is not { } port)
            return null;
        // Ours, not the original's.
        if (!port.StartsWith(TcpAddress.Scheme, StringComparison.Ordinal))
            return new SerialTarget(port, baud, buffer, timeout);
        if (TcpAddress.Parse(port[TcpAddress.Scheme.Length..]) is { Port: > 0 } address)
            return new TcpTarget(address, buffer, timeout);
        form.Findings.Add(parameters.LineOf("blhost_port"), $"blhost_port: {port} is not {TcpAddress.Scheme}HOST:PORT");
        return null;
    }

    private VirtualTargets? Virtual(ConfigForm parameters)
    {
        var buffer = Buffer(parameters);
        var timeout = OperationTimeout(parameters);
        if (parameters.Has("chip") == parameters.Has("chips"))
        {
            form.Findings.Add(form.LineOf(ConfigKeys.TargetParameter), "a virtual target has either chip or chips");
            return null;
        }

        if (parameters.Has("chip"))
            return parameters.ExistingFile("chip") is { } chip ? new([chip], buffer, timeout) : null;
        return Chips(parameters) is { } chips ? new(chips, buffer, timeout) : null;
    }

    private List<string>? Chips(ConfigForm parameters)
    {
        if (parameters.Node("chips") is not ConfigList { Items.Count: > 0 } list)
        {
            form.Findings.Add(parameters.LineOf("chips"), "chips is not a list of files");
            return null;
        }

        var files = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is not ConfigScalar { Text: { Length: > 0 } text })
                form.Findings.Add(item.Line, "chips: an item is not a file");
            else if (form.Paths.Find(text) is not { } path)
                form.Findings.Add(item.Line, $"chips: {text} does not exist");
            else if (files.Contains(path))
                form.Findings.Add(item.Line, $"chips: {text} is listed twice");
            else
                files.Add(path);
        }

        return files.Count == list.Items.Count ? files : null;
    }

    private AddressRange? Buffer(ConfigForm parameters)
    {
        var start = parameters.Number("buffer_address", 0, uint.MaxValue);
        var length = parameters.Number("buffer_size", LeastBuffer, MaxBuffer);
        if ((start is null && length is null) || family is null)
            return null;
        return new((uint)(start ?? family.Buffer.Start), (uint)(length ?? family.Buffer.Length));
    }

    private static TimeSpan OperationTimeout(ConfigForm parameters) =>
        TimeSpan.FromMilliseconds((int)(parameters.Number("blhost_timeout", 1, MaxTimeout) ?? TargetAccess.DefaultTimeout));
}
