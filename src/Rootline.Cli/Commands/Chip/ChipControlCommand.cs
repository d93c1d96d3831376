using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rootline.Cli.Control;
using Rootline.Cli.Explain;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Chip;

/// <summary>
/// <c>rootline chip control</c>: one request to a running chip's control socket. It ends as the answer says: 0 when it is ok,
/// else with the exit code of the fault in it.
/// </summary>
internal sealed class ChipControlCommand : CliCommand
{
    private readonly Argument<string> _socket = new("SOCKET") { Description = "the control socket of rootline chip run --control" };
    private readonly Argument<string> _request = new("REQUEST") { Description = "state, power, cut, reset, fault, mute, operations, read, keys, snapshot, restore, clone, open-debug, close-debug, decommission-for-ever, quit; or a whole JSON object" };
    private readonly Argument<string[]> _fields = new("NAME=VALUE") { Description = "the request's fields (docs/ci.md)", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public ChipControlCommand(CommandContext context)
        : base("control", context, "chip control ./chip.sock state", "chip control ./chip.sock cut at=3 moment=torn outcome=1", "chip control ./chip.sock power on=true --json")
    {
        Add(_socket);
        Add(_request);
        Add(_fields);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string request = Request(parse.GetRequiredValue(_request), parse.GetValue(_fields) ?? []);
        byte[] bytes = ControlCall.Ask(Context.FullPath(parse.GetRequiredValue(_socket)), Encoding.UTF8.GetBytes(request));
        using var document = JsonDocument.Parse(bytes);
        var answer = document.RootElement;
        if (!answer.GetProperty("ok").GetBoolean())
            throw FaultOf(answer.GetProperty("error")).ToException();
        if (Context.Json)
            Context.Output.WriteLine(Encoding.UTF8.GetString(bytes).TrimEnd('\n'));
        else
            Print(answer);
        return ExitCode.Done;
    }

    private static string Request(string word, string[] fields)
    {
        if (word.StartsWith('{'))
        {
            return fields.Length == 0
                ? word.ReplaceLineEndings(" ")
                : throw FrameFaults.Usage.Exception("a JSON object has its fields inside");
        }

        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("v", ControlRequest.Version);
            json.WriteString("do", word);
            foreach (string field in fields)
                Write(json, field);
            json.WriteEndObject();
        });
    }

    // true, false and numbers (also 0x...) are what they look like; names and everything else are texts.
    private static void Write(Utf8JsonWriter json, string field)
    {
        int at = field.IndexOf('=', StringComparison.Ordinal);
        if (at < 1)
            throw FrameFaults.Usage.Exception($"{field} is not NAME=VALUE");
        var (name, value) = (field[..at], field[(at + 1)..]);
        json.WritePropertyName(name);
        if (name is "name" or "file")
            json.WriteStringValue(value);
        else if (value is "true" or "false")
            json.WriteBooleanValue(value == "true");
        else if (value.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hex))
            json.WriteNumberValue(hex);
        else if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(value);
    }

    private static Fault FaultOf(JsonElement error)
    {
        string id = error.GetProperty("code").GetString()!;
        var code = FaultCatalogue.Load().Select(c => c.Code).FirstOrDefault(c => c.Id == id) ?? CoreFaults.Defect;
        return new(code, error.GetProperty("what").GetString()!, error.GetProperty("next").GetString()!, error.GetProperty("vendorCode").GetString());
    }

    private void Print(JsonElement answer)
    {
        var fields = answer.EnumerateObject().Where(f => f.Name is not ("v" or "ok")).ToList();
        int width = fields.Select(f => f.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var field in fields)
            Context.Output.WriteLine(field.Name.PadRight(width) + field.Value);
        if (fields.Count == 0)
            Context.Output.WriteLine("ok");
    }
}
