using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Config;

/// <summary>What a card is to be loaded with, and how it is reached (tpconfig, nxp-trust-provisioning 8.1).</summary>
/// <param name="Plan">The plan; the configuration owns it.</param>
/// <param name="Card">How the card is reached.</param>
internal sealed record CardConfig(CardPlan Plan, CardAccess Card) : IDisposable
{
    private const int PageLength = 512;

    /// <summary>Reads and checks a file; all its faults are told together.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static CardConfig Read(CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder);
        var card = CardAccess.Of(form);
        // Virtual cards need no patience; the value is checked because the original checks it.
        form.Number(ConfigKeys.Timeout, 0, int.MaxValue);
        var plan = ReadPlan(form, context);
        try
        {
            CheckTogether(plan, form);
            form.Findings.Settle(context);
        }
        catch
        {
            plan?.Dispose();
            throw;
        }

        return new(plan!, card!);
    }

    /// <summary>Reads what is to be loaded, without a look at the card and at what the plan's own check finds.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    /// <returns>The plan; the caller's.</returns>
    public static CardPlan ReadUnchecked(CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder);
        var plan = ReadPlan(form, context);
        try
        {
            form.Findings.Settle(context);
        }
        catch
        {
            plan?.Dispose();
            throw;
        }

        return plan!;
    }

    /// <summary>Wipes the plan's keys.</summary>
    public void Dispose() => Plan.Dispose();

    /// <summary>Reads the family's name.</summary>
    /// <param name="form">The file's map.</param>
    internal static Family? FamilyOf(ConfigForm form)
    {
        if (form.Text(ConfigKeys.Family, required: true) is not { } name)
            return null;
        if (Families.Find(name).Try(out var family, out var fault))
            return family;
        form.Findings.Add(form.LineOf(ConfigKeys.Family), fault.What);
        return null;
    }

    // What the plan's own check finds needs no line: it names the item.
    private static void CheckTogether(CardPlan? plan, ConfigForm form)
    {
        if (plan is null)
            return;
        foreach (var fault in CardPlanCheck.FaultsOf(plan))
            form.Findings.Add(form.LineOf(ConfigKeys.Family), fault.What);
    }

    private static CardPlan? ReadPlan(ConfigForm form, CommandContext context)
    {
        var family = FamilyOf(form);
        var quota = form.Number(ConfigKeys.Quota, 1, CardPlanCheck.MaxQuota, required: true);
        var logKey = new KeyForm(form, context).ReadP256(ConfigKeys.LogKey);
        var root = form.Content(ConfigKeys.NxpGlob, f => KeyFile.ReadPublic(f), required: true);
        var production = form.Content(ConfigKeys.NxpProd, f => KeyFile.ReadCertificate(f), required: true);
        bool usesData = family is { UsesProvisioningData: true };
        var pages = usesData ? null : Pages(form, required: family is not null);
        var keks = usesData ? null : Keks(form, required: family is not null);
        var data = usesData ? form.Content(ConfigKeys.ProvisioningData, Whole, required: true) : null;
        var oem = new OemForm(form, context).Read();
        if (family is null || quota is null || logKey is null || root is null || production is null || (usesData ? data is null : pages is null || keks is null))
        {
            Wipe(logKey, root, keks, data, oem?.Key);
            return null;
        }

        return new()
        {
            Family = family,
            FamilyName = form.Text(ConfigKeys.Family)!,
            Quota = (uint)quota,
            LogKey = logKey,
            NxpGlob = root,
            NxpProd = production,
            Pages = pages,
            Keks = keks,
            ProvisioningData = data,
            Oem = oem,
        };
    }

    private static void Wipe(params IDisposable?[] keys)
    {
        foreach (var key in keys)
            key?.Dispose();
    }

    private static CardPages? Pages(ConfigForm form, bool required)
    {
        var cmpa = form.Content(ConfigKeys.Cmpa, Page, required);
        var cfpa = form.Content(ConfigKeys.Cfpa, Page, required);
        return cmpa is null || cfpa is null ? null : new(cmpa, cfpa);
    }

    private static CardKeks? Keks(ConfigForm form, bool required)
    {
        var sb = form.Content(ConfigKeys.SbKek, f => KeyFile.ReadKek(f), required);
        var user = form.Content(ConfigKeys.UserKek, f => KeyFile.ReadKek(f), required);
        if (sb is not null && user is not null)
            return new(sb, user);
        Wipe(sb, user);
        return null;
    }

    private static Parsed<Secret> Whole(byte[] file) => Secret.CopyOf(file);

    private static Parsed<byte[]> Page(byte[] file) =>
        file.Length == PageLength ? file.ToArray() : ConfigFaults.Configuration.Fault($"{file.Length} bytes, a page has {PageLength}");
}
