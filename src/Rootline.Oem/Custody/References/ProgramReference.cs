using System.Globalization;
using System.Text;
using Rootline.Core.Faults;

namespace Rootline.Oem.Custody.References;

/// <summary>
/// A key behind a program: <c>program:COMMAND?arg=A&amp;arg=B&amp;public-key=FILE&amp;seconds=N</c>. The program is started with just
/// these arguments; no shell reads them.
/// </summary>
/// <param name="Command">The program's path.</param>
/// <param name="Arguments">Its arguments in their order.</param>
/// <param name="PublicKey">The file of the public key.</param>
/// <param name="Limit">How long it may take.</param>
public sealed record ProgramReference(string Command, IReadOnlyList<string> Arguments, string PublicKey, TimeSpan Limit) : KeyReference
{
    private const int DefaultSeconds = 60;
    private const int MostSeconds = 3600;

    /// <inheritdoc/>
    public override string Place => $"program {Command}";

    internal static Parsed<KeyReference> Read(string text)
    {
        if (!UriText.Split(text).Try(out var uri, out var fault))
            return fault;
        if (UriText.Decode(uri.Path) is not { Length: > 0 } command)
            return ReferenceFaults.Reference.Fault("program: names no program");
        // A bare name would be looked for in the working folder first.
        if (!command.AsSpan().Contains((byte)'/'))
            return ReferenceFaults.Reference.Fault("program: names no path: write ./NAME or /FOLDER/NAME");
        var arguments = new List<string>();
        string? key = null;
        int? seconds = null;
        foreach (var attribute in uri.Query)
        {
            bool taken = attribute.Name switch
            {
                "arg" => Add(arguments, attribute.Text),
                "public-key" => key is null && (key = attribute.Text).Length > 0,
                "seconds" => seconds is null && (seconds = Seconds(attribute.Text)) is not null,
                _ => false,
            };
            if (!taken)
                return ReferenceFaults.Reference.Fault($"program: takes arg, public-key once and seconds (1 to {MostSeconds}) once, not {attribute.Name} as it stands");
        }

        if (key is null)
            return ReferenceFaults.Reference.Fault("program: is without public-key=FILE, by which its signatures are checked");
        return new ProgramReference(Encoding.UTF8.GetString(command), arguments, key, TimeSpan.FromSeconds(seconds ?? DefaultSeconds));
    }

    private static bool Add(List<string> arguments, string text)
    {
        arguments.Add(text);
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    private static int? Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= MostSeconds ? value : null;
}
