using System.Globalization;
using System.Text;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Explain;

/// <summary>The page docs/errors.md: exit codes, parties, then every code of every room.</summary>
internal static class ErrorsPage
{
    private const string Head = """
        # Errors and exit codes

        Made by `./rootline explain --markdown > docs/errors.md`; do not edit. A code, its meaning, its party and its exit code
        are promises: scripts may rely on them.

        An error is printed on standard error: what happened, the code with the party at fault, and the next safe step. With
        `--json` it is one object `{"error":{"code","party","what","next","vendorCode"}}`, where `vendorCode` is the vendor's
        own number (a status word, an mboot status) or null. `rootline explain CODE` prints one entry of this page.

        """;

    /// <summary>The text of the page.</summary>
    /// <param name="codes">All codes.</param>
    public static string Of(IReadOnlyList<CataloguedCode> codes)
    {
        var page = new StringBuilder(Head);
        page.Append("\n## Exit codes\n\n| exit | meaning |\n|---|---|\n");
        foreach (var exit in Enum.GetValues<ExitCode>())
            page.Append(CultureInfo.InvariantCulture, $"| {(int)exit} | {MeaningOf(exit)} |\n");
        foreach (var room in codes.GroupBy(c => c.Room))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {room.Key}\n\n| code | party | exit | meaning | next step |\n|---|---|---|---|---|\n");
            foreach (var code in room.Select(c => c.Code))
                page.Append(CultureInfo.InvariantCulture, $"| `{code.Id}` | {ErrorPrinter.NameOf(code.Party)} | {(int)code.Exit} | {Cell(code.Meaning)} | {Cell(code.Next)} |\n");
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string MeaningOf(ExitCode exit) => exit switch
    {
        ExitCode.Done => "everything that was asked for is done",
        ExitCode.Internal => "a defect in Rootline",
        ExitCode.Operator => "usage, configuration, or an input file that cannot be used",
        ExitCode.Evidence => "the evidence under judgement (log, token, image, certificate) is rejected",
        ExitCode.Card => "the card refused or failed",
        ExitCode.Device => "the device refused or failed",
        ExitCode.Station => "the station failed: ports, disk, database",
        ExitCode.Peer => "a peer failed: registry, HSM module, debug server",
        ExitCode.Interrupted => "interrupted by the operator",
        _ => throw new ArgumentOutOfRangeException(nameof(exit)),
    };
}
