using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Records;
using Rootline.Ledger.Station;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Retire;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic decommission</c>: puts a part of this station out of use for ever, and takes the token that says so.</summary>
internal sealed class NordicDecommissionCommand : CliCommand
{
    private readonly Option<string> _part = NordicOptions.Part();
    private readonly NordicSocketOptions _socket = new();
    private readonly Option<string?> _address = NordicOptions.ProvisionAddress();
    private readonly Option<string> _layout = NordicOptions.Layout();
    private readonly Option<string> _device = new("--device") { Description = "the device id of the part: only this one is put out of use", Required = true, HelpName = "HEX" };
    private readonly Option<string> _log = new("--log", "-l") { Description = "the ledger that holds the part's record", Required = true, HelpName = "FILE" };
    private readonly Option<string> _request = new("--request")
    {
        Description = "the line that the application takes on its console for the request, where the debug port is closed",
        DefaultValueFactory = _ => ApplicationRequest.Decommission,
        HelpName = "TEXT",
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "where the token goes that says DECOMMISSIONED", HelpName = "FILE" };
    private readonly Option<bool> _force = CommandOptions.Force();
    private readonly Option<bool> _yes = new("--yes") { Description = "do not ask before the part is put out of use for ever" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicDecommissionCommand(CommandContext context)
        : base("decommission", context, "nordic decommission --part nrf9160 --debug localhost:3333 --server openocd --console /dev/ttyACM0 --device 0102030405060708 -l devices.db -o last.token.cbor")
    {
        foreach (var option in (Option[])[_part, .. _socket.All, _address, _layout, _device, _log, _request, _output, _force, _yes])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var plan = Plan(parse);
        var socket = _socket.Socket(Context, parse, plan.Target.Part);
        string? output = parse.GetValue(_output) is { } file ? Context.FullPath(file) : null;
        if (output is not null && Context.Disk.Exists(output) && !parse.GetValue(_force))
            throw FrameFaults.Usage.Exception($"{output} exists", "choose another name, or write over it with --force");
        Context.Warn($"for ever: {plan.Device} enters DECOMMISSIONED. Its tokens say so from then on, and no back-end should trust it again");
        if (!parse.GetValue(_yes) && !Context.Confirm($"put {plan.Device} out of use for ever?", "--yes"))
            throw FrameFaults.Usage.Exception("the part was not touched", "answer y, or give --yes");
        var result = new NordicDecommission(socket, plan, Context.Clock).EnterForEver();
        Context.Progress.Clear();
        if (output is not null)
            Context.Disk.Replace(output, result.Token.Span);
        Print(plan.Device, result);
        return ExitCode.Done;
    }

    private DecommissionPlan Plan(ParseResult parse)
    {
        var part = NordicOptions.PartOf(parse.GetRequiredValue(_part));
        var layout = NordicOptions.LayoutOf(parse.GetRequiredValue(_layout));
        string device = NordicSocketOptions.Device(parse.GetRequiredValue(_device));
        string request = parse.GetRequiredValue(_request);
        if (request.Length is 0 or > ApplicationRequest.Longest || request.Any(c => c is < ' ' or > '~'))
            throw FrameFaults.Usage.Exception($"--request takes 1 to {ApplicationRequest.Longest} characters of printable ASCII");
        var known = Known(Context.FullPath(parse.GetRequiredValue(_log)), device);
        return new()
        {
            Target = new(part, NordicOptions.AddressOf(parse.GetValue(_address), part, layout), layout),
            Device = device,
            Request = request,
            Judge = token => KnownToken.Judge(token, known),
            Patience = _socket.Patience(parse),
            Terms = new() { Timeout = TimeSpan.Zero, Observer = Observe, Cancellation = Context.Cancellation },
        };
    }

    private DeviceAttestation Known(string path, string device)
    {
        using var ledger = StationLedger.OpenExisting(path, new() { Disk = Context.Disk }, Context.Clock);
        return ledger.DeviceRecords().LastOrDefault(r => r.Scheme == ProvisioningScheme.Nordic && r.Chip == device && r.Outcome == DeviceOutcome.Done)?.Attestation
            ?? throw NordicLineFaults.NotRecorded.Exception($"{Path.GetFileName(path)} has no record of {device}");
    }

    private void Observe(LineEvent happening)
    {
        if (happening.Kind == LineEventKind.Warning)
            Context.Warn(happening.Text);
        else
            Context.Progress.Report(happening.Text);
    }

    private void Print(string device, DecommissionResult result)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{device} is DECOMMISSIONED{(result.WasBefore ? ", and was before" : "")}: its token says so");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("device", device);
            json.WriteString("lifecycle", "decommissioned");
            json.WriteBoolean("wasBefore", result.WasBefore);
            json.WriteString("token", Convert.ToHexStringLower(result.Token.Span));
            json.WriteEndObject();
        });
    }
}
