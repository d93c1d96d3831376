using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Links.Tcp;

namespace Rootline.Cli.Commands.Nordic;

/// <summary>Options that the commands for Nordic parts have in the same words.</summary>
internal static class NordicOptions
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The part.</summary>
    public static Option<string> Part() => new("--part")
    {
        Description = $"the part: {string.Join(", ", NordicParts.All.Select(p => p.Name))}",
        Required = true,
        HelpName = "NAME",
    };

    /// <summary>PM_PROVISION_ADDRESS.</summary>
    public static Option<string?> ProvisionAddress() => new("--provision-address")
    {
        Description = "PM_PROVISION_ADDRESS, the same in the provisioning image and in the firmware; the first one-time word unless it is given",
        HelpName = "ADDRESS",
    };

    /// <summary>The order of the provision area's struct.</summary>
    public static Option<string> Layout() => new("--provision-layout")
    {
        Description = "the order of the provision area, the same in the provisioning image and in the firmware: ncs-2, or 2022 for the earliest versions",
        DefaultValueFactory = _ => ProvisionLayout.Ncs2.Name,
        HelpName = "NAME",
    };

    /// <summary>The layout that was named, of those that a part of nRF53 or nRF91 has.</summary>
    /// <param name="name">Its name.</param>
    public static ProvisionLayout LayoutOf(string name) => ProvisionLayout.Find(name) is { WordLength: sizeof(ushort) } layout
        ? layout
        : throw FrameFaults.Usage.Exception($"--provision-layout {name} is not one of {ProvisionLayout.Ncs2.Name}, {ProvisionLayout.Early2022.Name}");

    /// <summary>The part that was named.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FaultException"><see cref="NordicFaults.Unsupported"/>: a part of nRF54L.</exception>
    public static NordicPart PartOf(string name) => name.StartsWith(ProvisionLayout.Nrf54L.Name, StringComparison.OrdinalIgnoreCase)
        ? throw NordicFaults.Unsupported.Exception($"--part {name}")
        : NordicParts.Find(name) ?? throw FrameFaults.Usage.Exception($"--part {name} is not one of {string.Join(", ", NordicParts.All.Select(p => p.Name))}");

    /// <summary>The provision address that was given, or the part's own.</summary>
    /// <param name="text">The option's value.</param>
    /// <param name="part">The part.</param>
    /// <param name="layout">The order of the struct there.</param>
    public static uint AddressOf(string? text, NordicPart part, ProvisionLayout layout)
    {
        uint address = text is null ? part.DefaultProvisionAddress : Number(text);
        return part.TakesProvisionArea(address, layout)
            ? address
            : throw FrameFaults.Usage.Exception($"--provision-address {text} does not lie in the one-time words of an {part.Name}, from 0x{part.DefaultProvisionAddress:x8} on");
    }

    /// <summary>An address of the command line.</summary>
    /// <param name="text">Hexadecimal digits after <c>0x</c>.</param>
    public static uint Number(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            ? value
            : throw FrameFaults.Usage.Exception($"{text} is not an address such as 0x00ff8100");

    /// <summary>A TCP address of the command line.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="text">Its value.</param>
    public static TcpAddress Address(string option, string text)
    {
        string plain = text.StartsWith(TcpAddress.Scheme, StringComparison.Ordinal) ? text[TcpAddress.Scheme.Length..] : text;
        return TcpAddress.Parse(plain, Loopback) ?? throw FrameFaults.Usage.Exception($"{option} {text} is not [HOST:]PORT");
    }
}
