using System.CommandLine;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cli.Commands.Line;

/// <summary><c>rootline line run</c>: provisions devices, and first goes on with what an earlier run left open.</summary>
internal sealed class LineRunCommand : CliCommand
{
    private readonly Option<string> _config = CommandOptions.Config();
    private readonly Option<string> _operator = new("--operator") { Description = "who works at the station, for the device records", DefaultValueFactory = _ => "", HelpName = "NAME" };
    private readonly Option<string> _lot = new("--lot") { Description = "the production lot, for the device records", DefaultValueFactory = _ => "", HelpName = "NAME" };
    private readonly Option<string?> _rule = CommandOptions.ResponseKeyRule("attestation unless it is given");
    private readonly Option<bool> _spend = new("--spend-another-unit") { Description = "use another unit of the quota for a chip that used one before" };
    private readonly Option<bool> _skip = new("--skip-done") { Description = "pass over devices that the log records as done, and count them as done" };
    private readonly Option<bool> _accept = new("--accept-lost-records") { Description = "go on although records of this card never reached this log; the gap stays visible" };
    private readonly Option<string?> _trace = new("--trace") { Description = "add a line a frame to this file; data are told as lengths", HelpName = "FILE" };
    private readonly Option<bool> _seeded = new("--allow-seeded-keys-on-real-hardware") { Description = "use a card or firmware whose keys come from a seed on a serial port or over TCP" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public LineRunCommand(CommandContext context)
        : base("run", context, "line run -c line.yaml", "line run -c line.yaml --operator anna --lot 7 --json")
    {
        Add(_config);
        Add(_operator);
        Add(_lot);
        Add(_rule);
        Add(_spend);
        Add(_skip);
        Add(_accept);
        Add(_trace);
        Add(_seeded);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var config = LineConfig.Read(Context, parse.GetRequiredValue(_config));
        var report = new LineReport(Context);
        using var trace = TraceFile.Open(Context, parse.GetValue(_trace));
        using var station = LineStation.Open(Context, config, new()
        {
            Operator = parse.GetValue(_operator)!,
            Lot = parse.GetValue(_lot)!,
            ResponseKeyRule = ResponseKeyRules.Find(parse.GetValue(_rule) ?? ResponseKeyRules.Names[0]).OrThrow("--response-key-rule"),
            MaySpendAnotherUnit = parse.GetValue(_spend),
            SkipsDone = parse.GetValue(_skip),
            AcceptsLostRecords = parse.GetValue(_accept),
            AllowsSeededKeys = parse.GetValue(_seeded),
            Observer = report.Observe,
            Trace = trace,
        });
        report.Total = station.Devices;
        Warn(station);
        Provision(station, report);
        if (report.FirstFault is not { } fault)
            return ExitCode.Done;
        ErrorPrinter.Print(Context, fault);
        return fault.Code.Exit;
    }

    // What is done is told also when the operator interrupts.
    private void Provision(LineStation station, LineReport report)
    {
        try
        {
            foreach (var device in station.ProvisionAll())
                report.Add(device);
        }
        finally
        {
            Print(station, report);
        }
    }

    private void Warn(LineStation station)
    {
        uint left = station.Flow.UnitsLeft;
        if (left < station.Devices)
            Context.Warn($"card {station.CardId} has {left} units left for {station.Devices} devices");
        if (station.IsSeeded)
            Context.Warn($"the keys of card {station.CardId} come from a seed: they protect nothing");
    }

    private void Print(LineStation station, LineReport report)
    {
        Context.Progress.Clear();
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{report.Done} of {station.Devices} done");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            report.Write(json);
            json.WriteEndObject();
        });
    }
}
