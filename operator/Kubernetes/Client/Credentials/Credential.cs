using System.Net.Http.Headers;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>What one request proves us with. Equal credentials would get the same answer.</summary>
/// <param name="Authorization">Null: no header.</param>
/// <param name="Identity">Null: no client certificate.</param>
internal sealed record Credential(AuthenticationHeaderValue? Authorization, ClientIdentity? Identity)
{
    public static Credential None { get; } = new(null, null);

    public static Credential Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token), null);

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{Authorization?.Scheme ?? "no header"}, {(Identity is null ? "no certificate" : "certificate")}";
}
