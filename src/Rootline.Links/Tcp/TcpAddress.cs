using System.Globalization;
using System.Net;

namespace Rootline.Links.Tcp;

/// <summary>A host and a port, as <c>host:port</c> or <c>[address]:port</c>.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="Port">0 to 65,535.</param>
public sealed record TcpAddress(string Host, int Port)
{
    /// <summary>What stands in front of an address where a serial port could be named.</summary>
    public const string Scheme = "tcp://";

    private const int LongestHost = 253;

    /// <summary>Whether only programs of this machine reach the address.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads an address; null when it is none.</summary>
    /// <param name="text">For example <c>localhost:4711</c> or <c>[::1]:4711</c>.</param>
    /// <param name="host">The host where only a port is given; null when there must be one.</param>
    public static TcpAddress? Parse(string text, string? host = null)
    {
        int colon = text.LastIndexOf(':');
        string named = colon < 0 ? host ?? "" : text[..colon];
        if (named.StartsWith('[') && named.EndsWith(']'))
            named = named[1..^1];
        else if (named.Contains(':', StringComparison.Ordinal))
            return null;
        bool isHost = Uri.CheckHostName(named) is not UriHostNameType.Unknown && named.Length <= LongestHost;
        return isHost && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? new(named, port) : null;
    }

    /// <summary>The address with <c>tcp://</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
