using System.Text;
using System.Text.Json;
using Rootline.Cli.Control.Verbs;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Control;

/// <summary>
/// Turns each request line into exactly one answer line: <c>{"v":1,"ok":true,...}</c>, or
/// <c>{"v":1,"ok":false,"error":{...}}</c> with the members that every error of the product has.
/// </summary>
/// <param name="controls">What the requests act on.</param>
/// <param name="defect">Keeps what nobody expected and makes the fault that names it.</param>
internal sealed class ControlDesk(ChipControls controls, Func<Exception, Fault> defect)
{
    /// <summary>Everything that can be asked.</summary>
    public static IReadOnlyList<IControlVerb> Verbs { get; } =
    [
        new StateVerb(), new PowerVerb(), new CutVerb(), new ResetVerb(), new FaultVerb(), new MuteVerb(), new OperationsVerb(),
        new ReadVerb(), new KeysVerb(), new SnapshotVerb(), new RestoreVerb(), new CloneVerb(), new OpenDebugVerb(), new CloseDebugVerb(),
        new DecommissionForEverVerb(), new QuitVerb(),
    ];

    /// <summary>Answers a request.</summary>
    /// <param name="line">The line in UTF-8, without its end.</param>
    /// <returns>The answer in UTF-8, with its line end.</returns>
    public byte[] Answer(ReadOnlyMemory<byte> line)
    {
        try
        {
            var request = ControlRequest.Parse(line).OrThrow();
            var verb = Verbs.FirstOrDefault(v => v.Name == request.Verb)
                ?? throw ControlFaults.Request.Exception($"there is no such request; there are {string.Join(", ", Verbs.Select(v => v.Name))}");
            request.Demand(verb.Fields);
            return Line(true, json => verb.Run(request, controls, json));
        }
        catch (FaultException e)
        {
            return Refusal(e.Fault);
        }
#pragma warning disable CA1031 // One request must not end the chip; whatever else comes here is a defect and is kept.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Refusal(defect(e));
        }
    }

    /// <summary>The answer that says a fault.</summary>
    /// <param name="fault">The fault.</param>
    public static byte[] Refusal(Fault fault) => Line(false, json => ErrorPrinter.Write(json, fault));

    private static byte[] Line(bool ok, Action<Utf8JsonWriter> rest) => Encoding.UTF8.GetBytes(JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("v", ControlRequest.Version);
        json.WriteBoolean("ok", ok);
        rest(json);
        json.WriteEndObject();
    }) + "\n");
}
