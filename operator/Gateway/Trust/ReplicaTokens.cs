using System.Collections.Concurrent;
using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Gateway.Trust;

/// <summary>
/// What the gateway shows to replicas: a signed token per model that ends a minute after it was made, and is sent for half of that. A
/// replica that passes it on opens nothing but other replicas of its own model.
/// </summary>
/// <param name="key">Signs; null: replicas are shown nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplicaTokens(ReplicaKey? key, TimeProvider time) : IDisposable
{
    /// <summary>The header; clients' own never reach a replica (<see cref="Proxying.ProxyHeaders"/>).</summary>
    public const string Header = "x-slipway-gateway";

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    /// <summary>How long it is sent.</summary>
    public static readonly TimeSpan Use = TimeSpan.FromSeconds(30);

    private const string RefusalScheme = "SlipwayGateway";

    // One more signature costs less than to remember who has been forgotten: keys change, and providers hold on to them.
    private static readonly CryptoProviderFactory Unshared = new() { CacheSignatureProviders = false };

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<EntityKey, IssuedToken> issued = new();

    /// <summary>Adds the token for a model to a request of its replica.</summary>
    public void AddTo(HttpRequestMessage message, EntityKey model)
    {
        if (key is not null)
            message.Headers.TryAddWithoutValidation(Header, For(model));
    }

    /// <summary>Whether a replica has refused the gateway itself, and not its client.</summary>
    public static bool IsRefusal(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.WwwAuthenticate.Any(challenge => challenge.Scheme == RefusalScheme);

    public void Dispose() => key?.Dispose();

    private string For(EntityKey model)
    {
        var now = time.GetUtcNow();
        return Find(model, now) ?? Issue(model, now);
    }

    // One from the future was made before the clock was put back, and replicas would not take it.
    private string? Find(EntityKey model, DateTimeOffset now) => issued.TryGetValue(model, out var known) && IsFresh(known, now) ? known.Text : null;

    private static bool IsFresh(IssuedToken token, DateTimeOffset now) => now >= token.At && now < token.At + Use;

    private string Issue(EntityKey model, DateTimeOffset now)
    {
        lock (gate)
        {
            if (Find(model, now) is { } made)
                return made;
            foreach (var (other, token) in issued)
            {
                if (!IsFresh(token, now))
                    issued.TryRemove(other, out _);
            }
            var text = Handler.CreateToken(new SecurityTokenDescriptor
            {
                Audience = $"{model.Namespace}/{model.Name}",
                Expires = (now + Life).UtcDateTime,
                SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key!.Current), SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = Unshared },
            });
            issued[model] = new IssuedToken(text, now);
            return text;
        }
    }
}
