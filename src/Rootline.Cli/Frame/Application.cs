using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>Runs one command line: parses it, runs the command, prints what stopped it, and says how the program ends.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <param name="entries">The command list.</param>
    /// <param name="context">What the commands work with.</param>
    /// <param name="args">The command line.</param>
    public static ExitCode Run(IReadOnlyList<CommandEntry> entries, CommandContext context, IReadOnlyList<string> args)
    {
        context.Json = CommonOptions.AsksForJson(args);
        args = PairedOptions.Join(args);
        try
        {
            var code = Invoke(CommandTree.Build(entries, context, args).Parse(args), context, args);
            context.Progress.Clear();
            context.Output.Flush();
            return code;
        }
        catch (FaultException e)
        {
            return Refuse(context, e.Fault);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            return Refuse(context, CoreFaults.Interrupted.Fault("interrupted"));
        }
#pragma warning disable CA1031 // Whatever else comes here is a defect; the terminal is told its name and place, not its trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Refuse(context, DefectTrace.Keep(context, e));
        }
    }

    private static ExitCode Invoke(ParseResult parse, CommandContext context, IReadOnlyList<string> args)
    {
        if (parse.Errors.Count > 0 && parse.Action is not (HelpAction or HelpWithExample))
            throw UsageFault(context, parse, parse.Errors.Select(e => e.Message)).ToException();
        if (UnknownOptions(parse, args) is [_, ..] unknown && parse.Action is not HelpWithExample)
            throw UsageFault(context, parse, unknown.Select(o => $"unrecognized option '{o}'")).ToException();
        context.Json = parse.GetValue<bool>(CommonOptions.Json);
        return (ExitCode)parse.Invoke(new()
        {
            Output = context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static ExitCode Refuse(CommandContext context, Fault fault)
    {
        context.Output.Flush();
        ErrorPrinter.Print(context, fault);
        return context.Dialect == Dialect.Imgtool && fault.Code.Exit != ExitCode.Operator ? ExitCode.Internal : fault.Code.Exit;
    }

    // The parser takes a mistyped option, and the value of an option that has none, for the value of an argument. Only what
    // follows "--" may begin with a hyphen.
    private static List<string> UnknownOptions(ParseResult parse, IReadOnlyList<string> args)
    {
        var options = args.TakeWhile(a => a != "--").Where(a => a.Length > 1 && a[0] == '-').ToList();
        var free = args.Except(options).ToHashSet();
        var after = args.SkipWhile(a => a != "--").Skip(1).ToList();
        var values = parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)
            .Where(v => !after.Remove(v) && !free.Contains(v)).ToList();
        return [.. values.Select(v => options.Find(o => o == v || o.EndsWith('=' + v, StringComparison.Ordinal) || o.EndsWith(':' + v, StringComparison.Ordinal))).OfType<string>()];
    }

    private static Fault UsageFault(CommandContext context, ParseResult parse, IEnumerable<string> messages)
    {
        var words = new List<string>();
        for (var symbol = parse.CommandResult; symbol is not null; symbol = symbol.Parent as CommandResult)
            words.Insert(0, symbol.Command is RootCommand ? context.Program : symbol.Command.Name);
        string what = string.Join("; ", messages.Select(Tidy).Distinct());
        return FrameFaults.Usage.Fault(what, $"see {string.Join(' ', words)} --help");
    }

    private static string Tidy(string message)
    {
        message = message.TrimEnd('.', ' ');
        return message.Length > 1 && char.IsLower(message[1]) ? char.ToLowerInvariant(message[0]) + message[1..] : message;
    }
}
