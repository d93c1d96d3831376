using System.CommandLine;

namespace Rootline.Cli.Frame;

/// <summary>Turns the command list into what the parser reads, building only what the command line names.</summary>
internal static class CommandTree
{
    /// <summary>Builds the tree for one command line.</summary>
    /// <param name="entries">The command list.</param>
    /// <param name="context">What the commands work with.</param>
    /// <param name="args">The command line.</param>
    public static RootCommand Build(IReadOnlyList<CommandEntry> entries, CommandContext context, IReadOnlyList<string> args)
    {
        var root = new RootCommand("Rootline puts secrets into chips in factories that nobody needs to trust.");
        root.Add(new Option<bool>(CommonOptions.Json)
        {
            Description = "print data, progress and errors as JSON",
            Recursive = true,
        });
        foreach (var option in root.Options)
        {
            if (option is System.CommandLine.Help.HelpOption help)
                help.Action = new HelpWithExample(context, (System.CommandLine.Help.HelpAction)help.Action!);
        }

        Fill(root, entries, context, args);
        return root;
    }

    private static void Fill(Command parent, IReadOnlyList<CommandEntry> entries, CommandContext context, IReadOnlyList<string> args)
    {
        parent.SetAction(parse => new HelpWithExample(context, new System.CommandLine.Help.HelpAction()).Invoke(parse));
        foreach (var entry in entries)
        {
            bool named = args.Contains(entry.Name);
            var command = named && entry.Build is { } build ? build(context) : new Command(entry.Name);
            command.Description = entry.Summary;
            if (named && entry.Entries.Count > 0)
                Fill(command, entry.Entries, context, args);
            parent.Add(command);
        }
    }
}
