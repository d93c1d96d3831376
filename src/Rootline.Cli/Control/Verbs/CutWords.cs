using System.Text.Json;
using Rootline.Core.Power;

namespace Rootline.Cli.Control.Verbs;

/// <summary>The words for cuts and operations in requests, answers and reports.</summary>
internal static class CutWords
{
    /// <summary>The moments of a cut, in the order of <see cref="CutMoment"/>.</summary>
    public static readonly string[] Moments = ["before", "torn", "after"];

    /// <summary>The word for a value of an enumeration: its name in lower case.</summary>
    /// <param name="value">The value.</param>
    public static string Of(Enum value) => value.ToString().ToLowerInvariant();

    /// <summary>Writes a cut to come as an object: at, moment, outcome (null where nothing is torn).</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="cut">The cut; its index counts from now.</param>
    public static void Write(Utf8JsonWriter json, string name, Cut cut)
    {
        json.WriteStartObject(name);
        json.WriteNumber("at", cut.Index);
        json.WriteString("moment", Of(cut.Moment));
        if (cut.Moment == CutMoment.Torn)
            json.WriteNumber("outcome", cut.Outcome);
        else
            json.WriteNull("outcome");
        json.WriteEndObject();
    }
}
