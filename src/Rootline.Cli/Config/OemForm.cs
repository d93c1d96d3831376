using System.Numerics;
using Rootline.Cli.Config.Nodes;
using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Trust;
using Rootline.Oem.Nxp;

namespace Rootline.Cli.Config;

/// <summary>The part of a card's configuration that is about OEM certificates.</summary>
/// <param name="form">The file's map.</param>
/// <param name="context">Clock and entropy of the templates.</param>
internal sealed class OemForm(ConfigForm form, Frame.CommandContext context)
{
    private const int MaxRegular = 4;
    private const int MaxSerialBytes = 20;

    /// <summary>Reads the certificates that are wanted and builds their templates.</summary>
    /// <returns>The identity, or null when no certificate is wanted or a fault was added.</returns>
    public OemIdentity? Read()
    {
        var places = Places();
        if (places.Count == 0)
            return null;
        var profile = Profile();
        var key = new KeyForm(form, context).ReadP256(ConfigKeys.OemKey);
        if (profile is null || key is null || Templates(places, profile, key) is not { } certificates)
        {
            key?.Dispose();
            return null;
        }

        return new(key, certificates);
    }

    private List<(byte KeyId, uint Address)> Places()
    {
        var places = new List<(byte KeyId, uint Address)>();
        int count = (int)(form.Number(ConfigKeys.OemCount, 0, MaxRegular) ?? 0);
        var addresses = form.Numbers(ConfigKeys.OemAddresses, uint.MaxValue);
        if (count > addresses.Count)
            form.Findings.Add(form.LineOf(ConfigKeys.OemAddresses), $"{ConfigKeys.OemAddresses} has {addresses.Count} addresses for {count} certificates");
        for (int i = 0; i < Math.Min(count, addresses.Count); i++)
            places.Add(((byte)i, (uint)addresses[i]));
        AddSpecial(places, ConfigKeys.OemCaAddress, OemKeyId.Ca);
        AddSpecial(places, ConfigKeys.OemRtfAddress, OemKeyId.Rtf);
        return places;
    }

    // 0 and nothing mean that there is none.
    private void AddSpecial(List<(byte KeyId, uint Address)> places, string key, byte id)
    {
        if (form.Number(key, 0, uint.MaxValue) is { IsZero: false } address)
            places.Add((id, (uint)address));
    }

    private List<OemCertificatePlan>? Templates(List<(byte KeyId, uint Address)> places, OemCertificateProfile profile, P256PrivateKey key)
    {
        var plans = new List<OemCertificatePlan>();
        foreach (var (id, address) in places)
        {
            if (!OemTemplate.Build(profile, key, context.Clock, context.Entropy).Try(out var template, out var fault))
            {
                form.Findings.Add(form.LineOf(ConfigKeys.OemProfile), $"{ConfigKeys.OemProfile}: {fault.What}");
                return null;
            }

            plans.Add(new(id, address, template) { SerialIsConfigured = profile.SerialNumber is not null });
        }

        return plans;
    }

    private OemCertificateProfile? Profile()
    {
        if (form.Form(ConfigKeys.OemProfile, required: true, "issuer", "subject", "duration", "serial_number") is not { } profile)
            return null;
        var duration = profile.Number("duration", 1, OemCertificateProfile.MaxDuration, required: true);
        var serial = profile.Number("serial_number", 1, BigInteger.Pow(256, MaxSerialBytes) - 1);
        var issuer = Names(profile, "issuer");
        var subject = Names(profile, "subject");
        return duration is null || issuer is null || subject is null ? null : new(issuer, subject, (int)duration, serial);
    }

    // A map, or a list of maps; a value may be a list, which is the same attribute several times.
    private List<RelativeName>? Names(ConfigForm profile, string key)
    {
        var maps = profile.Node(key) switch
        {
            ConfigMap one => [one],
            ConfigList list when list.Items.All(i => i is ConfigMap) => list.Items.Cast<ConfigMap>().ToList(),
            _ => [],
        };
        if (maps.Count == 0)
        {
            form.Findings.Add(profile.LineOf(key), profile.Has(key) ? $"{key} is neither a map nor a list of maps" : $"{key} is missing");
            return null;
        }

        return [.. maps.SelectMany(m => m.Entries).SelectMany(Values)];
    }

    private IEnumerable<RelativeName> Values(ConfigEntry entry)
    {
        foreach (var item in entry.Value is ConfigList list ? list.Items : [entry.Value])
        {
            if (item is ConfigScalar scalar)
                yield return new(entry.Key, scalar.Text ?? "");
            else
                form.Findings.Add(item.Line, $"{entry.Key} is not a text");
        }
    }
}
