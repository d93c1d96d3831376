using System.CommandLine;
using System.Text.Json;
using Rootline.Cli.Explain;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Product;

/// <summary><c>rootline explain</c>: what an error code means, whose it is, and what to do next.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string?> _code = new("CODE")
    {
        Description = "the code to explain, as an error shows it; without one, all codes are listed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _markdown = new("--markdown") { Description = "print all codes as the page docs/errors.md" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ExplainCommand(CommandContext context)
        : base("explain", context, "explain card-mute", "explain --json")
    {
        Add(_code);
        Add(_markdown);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var codes = FaultCatalogue.Load();
        if (parse.GetValue(_markdown))
            Context.Output.Write(ErrorsPage.Of(codes));
        else if (parse.GetValue(_code) is { } id)
            Explain(Find(codes, id).Code);
        else
            List(codes);
        return ExitCode.Done;
    }

    private static CataloguedCode Find(IReadOnlyList<CataloguedCode> codes, string id)
    {
        if (codes.FirstOrDefault(c => c.Code.Id == id) is { } found)
            return found;
        var near = codes.Where(c => c.Code.Id.Contains(id, StringComparison.OrdinalIgnoreCase)).Select(c => c.Code.Id).Take(5).ToList();
        throw ExplainFaults.UnknownCode.Exception(
            $"there is no error code {id}",
            near.Count > 0 ? $"did you mean {string.Join(" or ", near)}" : null);
    }

    private void Explain(FaultCode code)
    {
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, code));
            return;
        }

        Context.Output.WriteLine($"{code.Id}: {code.Meaning}");
        Context.Output.WriteLine($"  party: {ErrorPrinter.NameOf(code.Party)}");
        Context.Output.WriteLine($"  exit:  {(int)code.Exit}");
        Context.Output.WriteLine($"  next:  {code.Next}");
    }

    private void List(IReadOnlyList<CataloguedCode> codes)
    {
        if (Context.Json)
        {
            Context.PrintJson(json =>
            {
                json.WriteStartArray();
                foreach (var listed in codes)
                    Write(json, listed.Code);
                json.WriteEndArray();
            });
            return;
        }

        int width = codes.Max(c => c.Code.Id.Length);
        foreach (var listed in codes)
            Context.Output.WriteLine($"{listed.Code.Id.PadRight(width)}  {listed.Code.Meaning}");
    }

    private static void Write(Utf8JsonWriter json, FaultCode code)
    {
        json.WriteStartObject();
        json.WriteString("code", code.Id);
        json.WriteString("party", ErrorPrinter.NameOf(code.Party));
        json.WriteNumber("exit", (int)code.Exit);
        json.WriteString("meaning", code.Meaning);
        json.WriteString("next", code.Next);
        json.WriteEndObject();
    }
}
