using Rootline.Core.Faults;

namespace Rootline.Cli.Config;

/// <summary>How a card is reached: a virtual card, in this process.</summary>
/// <param name="CardFile">The card file's absolute path.</param>
/// <param name="KeysFolder">The keys folder's absolute path; the card's journal lies there too.</param>
internal sealed record CardAccess(string CardFile, string KeysFolder)
{
    /// <summary>Reads <c>tp_device</c> and its parameters.</summary>
    /// <param name="form">The file's map.</param>
    /// <returns>The access, or null when a fault was added.</returns>
    public static CardAccess? Of(ConfigForm form)
    {
        switch (form.Text(ConfigKeys.Card, required: true))
        {
            case "virtual":
                return Virtual(form);
            case "scard":
                form.Findings.Refuse(form.LineOf(ConfigKeys.Card), ConfigFaults.CardReader, "tp_device: scard asks for a card in a PC/SC reader, which comes with a later version");
                return null;
            case "swmodel":
                form.Findings.Refuse(form.LineOf(ConfigKeys.Card), ConfigFaults.SoftwareModel, "tp_device: swmodel asks for a software model of the original");
                return null;
            case { } other:
                form.Findings.Add(form.LineOf(ConfigKeys.Card), $"tp_device: {other} is not virtual (or scard, swmodel)");
                return null;
            default:
                return null;
        }
    }

    /// <summary>Reads only how the card is reached, of a file of either form.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static CardAccess Read(Frame.CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder);
        var access = Of(form);
        form.Findings.Settle(context);
        return access ?? throw CoreFaults.Defect.Exception("a card access is missing without a fault");
    }

    private static CardAccess? Virtual(ConfigForm form)
    {
        var parameters = form.Form(ConfigKeys.CardParameter, required: true, "card", "keys", "id");
        string? card = parameters?.ExistingFile("card", required: true);
        string? keys = parameters?.Text("keys", required: true);
        return card is null || keys is null ? null : new(card, form.Paths.PlaceFolder(keys));
    }
}
