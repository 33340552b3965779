using System.Net.Http.Headers;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>What a registry asks for with 401: <c>Bearer realm="…",service="…",scope="…"</c>.</summary>
internal sealed record RegistryChallenge(Uri Realm, string? Service, string? Scope)
{
    /// <summary>The first Bearer challenge with a realm; null when there is none.</summary>
    public static RegistryChallenge? Of(IEnumerable<AuthenticationHeaderValue> headers)
    {
        foreach (var header in headers.Where(header => header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)))
        {
            var parameters = Parse(header.Parameter ?? "");
            if (parameters.TryGetValue("realm", out var realm) && Uri.TryCreate(realm, UriKind.Absolute, out var address)
                && address.Scheme is ("https" or "http") && address.UserInfo.Length == 0)
            {
                return new RegistryChallenge(address, parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope"));
            }
        }

        return null;
    }

    /// <summary>Where the token is asked for.</summary>
    /// <param name="repository">For the scope, when the registry named none.</param>
    public Uri TokenAddress(string repository)
    {
        var scope = Uri.EscapeDataString(Scope ?? $"repository:{repository}:pull");
        var query = Service is null ? $"scope={scope}" : $"service={Uri.EscapeDataString(Service)}&scope={scope}";
        var separator = Realm.Query.Length == 0 ? "?" : "&";
        return new Uri($"{Realm.GetLeftPart(UriPartial.Query)}{separator}{query}");
    }

    /// <summary>Reads <c>name="value",name=value</c>, where a quoted value may hold commas.</summary>
    private static Dictionary<string, string> Parse(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = text.AsSpan();
        while (rest.IndexOf('=') is >= 0 and var equals)
        {
            var name = rest[..equals].Trim(", ").ToString();
            rest = rest[(equals + 1)..].TrimStart(' ');
            var isQuoted = rest is ['"', ..];
            if (isQuoted) rest = rest[1..];
            var end = rest.IndexOf(isQuoted ? '"' : ',');
            if (end < 0) end = rest.Length;
            parameters.TryAdd(name, rest[..end].ToString());
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return parameters;
    }
}
