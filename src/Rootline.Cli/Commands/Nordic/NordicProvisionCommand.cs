using System.CommandLine;
using Rootline.Cli.Commands.Device;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Records;
using Rootline.Line.Nordic;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Commands.Nordic;

/// <summary><c>rootline nordic provision</c>: lets a part make its own keys, closes it and records it; goes on where an earlier run stopped.</summary>
internal sealed class NordicProvisionCommand : CliCommand
{
    private readonly NordicProvisionOptions _options = new();
    private readonly LedgerOptions _ledger = new();
    private readonly Option<bool> _yes = new("--yes") { Description = "do not ask before the part is provisioned and closed for ever" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public NordicProvisionCommand(CommandContext context)
        : base(
            "provision",
            context,
            "nordic provision --part nrf9160 --debug localhost:3333 --server openocd --console /dev/ttyACM0 --image provisioning.hex --firmware tfm_merged.hex -l devices.db",
            "nordic provision --part nrf5340 --debug localhost:3333 --debug-network localhost:3334 --server openocd --console /dev/ttyACM0 --image provisioning.hex --firmware tfm_merged.hex --network-firmware net.hex --erase-closed-part -l devices.db")
    {
        foreach (var option in (IEnumerable<Option>)[.. _options.All, .. _ledger.All])
            Add(option);
        Add(_yes);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var plan = _options.Plan(Context, parse, Observe);
        plan.Demand();
        var socket = _options.Socket(Context, parse, plan.Part);
        Tell(plan);
        if (!parse.GetValue(_yes) && !Context.Confirm("provision this part and close it for ever?", "--yes"))
            throw FrameFaults.Usage.Exception("the part was not touched", "answer y, or give --yes");
        using var held = _ledger.Open(Context, parse);
        var result = new NordicStation(held.Ledger, Context.Clock).Provision(socket, plan);
        Context.Progress.Clear();
        if (result.Fault is { } fault)
        {
            ErrorPrinter.Print(Context, fault);
            return fault.Code.Exit;
        }

        Print(result.Record!);
        return ExitCode.Done;
    }

    private void Tell(NordicPlan plan)
    {
        Context.Warn($"for ever, until the part is erased wholly: lifecycle PROVISIONING at 0x{plan.ProvisionAddress:x8}, two hardware unique keys and an identity key of the part's own, then APPROTECT and SECUREAPPROTECT closed, then SECURED");
        if (plan.ProtectsFromErase)
            Context.Warn("ERASEPROTECT is set as well: NOBODY CAN ERASE THE PART ANY MORE. If this firmware does not come up, the part is lost");
        if (plan.TakesDummyIdentity)
            Context.Warn("a part with the identity key that EVERYBODY KNOWS is NOT SECURE");
        if (plan.ErasesProvisioned || plan.ErasesClosed)
            Context.Warn("what the part holds is erased: if it is provisioned, its identity is lost for ever");
    }

    private void Observe(LineEvent happening)
    {
        if (happening.Kind == LineEventKind.Warning)
            Context.Warn(happening.Text);
        else
            Context.Progress.Report(happening.Text);
    }

    private void Print(DeviceRecord record)
    {
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{record.Chip} done: instance id {record.Attestation?.InstanceId}, record {record.Id[..16]}");
            return;
        }

        Context.PrintJson(json => DeviceText.Write(json, record));
    }
}
