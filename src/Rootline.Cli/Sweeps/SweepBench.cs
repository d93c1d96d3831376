using Rootline.Cli.Control;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Cli.Stations.Bodies;
using Rootline.Links.Serial;

namespace Rootline.Cli.Sweeps;

/// <summary>Runs one case: a copy of the chip on lines of its own, the command against it, power again, the command again.</summary>
/// <param name="context">Disk, clock, entropy, and who may call it off.</param>
/// <param name="plan">What is to be done.</param>
internal sealed class SweepBench(CommandContext context, SweepPlan plan)
{
    /// <summary>The chip as it is before anything was done.</summary>
    public ChipEnd Before()
    {
        using var folder = new SweepFolder(plan with { Copy = null });
        using var chip = Open(folder);
        return EndOf(chip);
    }

    /// <summary>Runs a case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="isViolation">Decides whether the files are kept.</param>
    public SweepOutcome Run(SweepCase one, Func<SweepOutcome, bool> isViolation)
    {
        using var folder = new SweepFolder(plan);
        SweepOutcome outcome;
        using (var chip = Open(folder))
            outcome = Run(one, folder, chip);
        if (plan.Keep is { } keep && isViolation(outcome))
            folder.Keep(keep, $"case-{one.Number}");
        return outcome;
    }

    private SwitchedChip Open(SweepFolder folder) =>
        new(ChipBodies.Open(new(context.Disk, context.Clock, context.Entropy), folder.Chip, plan.AnyFirmware), context.Entropy);

    private SweepOutcome Run(SweepCase one, SweepFolder folder, SwitchedChip chip)
    {
        using var run = new ControlledChip(context, chip, folder.Control);
        using var ports = PortsOf(chip, run, folder);
        chip.Arm(one.Cut);
        chip.PowerOn();
        var pump = new Thread(() => run.Run(ports.Carry)) { IsBackground = true, Name = $"sweep {one.Number}" };
        pump.Start();
        try
        {
            var exits = Visit(new SweepVisit(plan, folder, one.Number, ports.Variables), chip, ports);
            chip.Arm(null);
            chip.PowerOn();
            chip.Try<ILiveChip>(static live => live.Settle());
            return new(one, exits, EndOf(chip), one.Cut is not null && chip.State().LastCut is not null, chip.Operations());
        }
        finally
        {
            run.Stop();
            pump.Join();
        }
    }

    private ISweepPorts PortsOf(SwitchedChip chip, ControlledChip run, SweepFolder folder) => chip.Body.HasFrames
        ? new SerialSweepPort(PseudoTerminal.Create(Path.GetFullPath(plan.Port, folder.Work)), run.Lines[0], context.Clock)
        : new TcpSweepPorts(chip, run, context.Clock);

    private List<int?> Visit(SweepVisit command, SwitchedChip chip, ISweepPorts ports)
    {
        var exits = new List<int?>();
        while (exits.Count < plan.Visits)
        {
            exits.Add(command.Run(exits.Count + 1, context.Cancellation));
            if (exits[^1] is null or 0)
                break;
            ports.DiscardUnread();
            chip.PowerOn();
        }

        return exits;
    }

    private static ChipEnd EndOf(SwitchedChip chip) => chip.Inspect(static body =>
    {
        var mark = body.Mark();
        return new ChipEnd(body.Life, mark.Digest, mark.Unreadable);
    });
}
