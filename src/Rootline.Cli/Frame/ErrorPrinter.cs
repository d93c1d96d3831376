using System.Text.Json;
using Rootline.Core.Faults;

namespace Rootline.Cli.Frame;

/// <summary>
/// Prints a fault on standard error: three lines for a person, or one JSON object
/// <c>{"error":{"code","party","what","next","vendorCode"}}</c>.
/// </summary>
internal static class ErrorPrinter
{
    /// <summary>Prints a fault.</summary>
    /// <param name="context">Where to and how.</param>
    /// <param name="fault">The fault.</param>
    public static void Print(CommandContext context, Fault fault)
    {
        context.Progress.Clear();
        if (context.Json)
            context.Error.WriteLine(JsonLine(fault));
        else if (context.Dialect == Dialect.Imgtool)
            context.Error.WriteLine($"Error: {fault.What}\n  next: {fault.Next}");
        else
            PrintPlain(context.Error, fault);
        context.Error.Flush();
    }

    /// <summary>The party's name as it is printed.</summary>
    /// <param name="party">The party.</param>
    public static string NameOf(Party party) => party.ToString().ToLowerInvariant();

    /// <summary>Writes a fault as the member <c>error</c> of an object.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="fault">The fault.</param>
    public static void Write(Utf8JsonWriter json, Fault fault)
    {
        json.WriteStartObject("error");
        json.WriteString("code", fault.Code.Id);
        json.WriteString("party", NameOf(fault.Code.Party));
        json.WriteString("what", fault.What);
        json.WriteString("next", fault.Next);
        json.WriteString("vendorCode", fault.VendorCode);
        json.WriteEndObject();
    }

    private static void PrintPlain(TextWriter error, Fault fault)
    {
        string vendor = fault.VendorCode is null ? "" : $", vendor's code {fault.VendorCode}";
        error.WriteLine($"rootline: {fault.What}");
        error.WriteLine($"  code: {fault.Code.Id} ({NameOf(fault.Code.Party)}{vendor})");
        error.WriteLine($"  next: {fault.Next}");
    }

    private static string JsonLine(Fault fault) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        Write(json, fault);
        json.WriteEndObject();
    });
}
