using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Runtime.Serving.Store.Network;

/// <summary>Which addresses a model may come from: public ones, and those that the administrator allows. Decided after DNS, per connection.</summary>
internal sealed class AddressPolicy
{
    /// <summary>IANA's special-purpose registries: what is not on the public internet, or means one machine's neighbours.</summary>
    private static readonly ImmutableArray<IPNetwork> Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly bool _allowsAny;
    private readonly ImmutableHashSet<string> _hosts;
    private readonly ImmutableArray<IPNetwork> _networks;

    /// <summary>Reads the administrator's list.</summary>
    /// <param name="allowed">Hosts, addresses, CIDR ranges, or <c>*</c>.</param>
    public AddressPolicy(IReadOnlyCollection<string> allowed)
    {
        _allowsAny = allowed.Contains("*");
        _networks = [.. allowed.Select(NetworkOf).OfType<IPNetwork>()];
        _hosts = [.. allowed.Where(entry => NetworkOf(entry) is null).Select(Normal)];
    }

    /// <summary>Whether a connection to <paramref name="address"/>, found under <paramref name="host"/>, may be made.</summary>
    public bool Allows(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowsAny || _hosts.Contains(Normal(host)) || _networks.Any(network => network.Contains(plain)) || IsPublic(plain);
    }

    private static bool IsPublic(IPAddress address)
    {
        if (Embedded(address) is { } inner) return IsPublic(inner);
        return !Special.Any(network => network.Contains(address));
    }

    /// <summary>The IPv4 address that a translator would turn this one into; null when there is none.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return new IPAddress(bytes.AsSpan(12, 4));
        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }

    private static IPNetwork? NetworkOf(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        if (!IPAddress.TryParse(entry.Trim('[', ']'), out var address)) return null;
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    private static string Normal(string host) => host.TrimEnd('.').ToLowerInvariant();
}
