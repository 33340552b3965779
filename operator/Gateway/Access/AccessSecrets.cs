using System.Collections.Concurrent;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;

namespace Slipway.Gateway.Access;

/// <summary>
/// Reads Secrets one by one, by the names that models give: the gateway may neither list nor watch them, so that it holds none that
/// no model names. What was read last is used while the API server cannot be reached.
/// </summary>
[EntityRbac(typeof(V1Secret), Verbs = RbacVerb.Get)]
internal sealed class AccessSecrets(IKubernetesClient client, GatewayOptions options, GatewayClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<EntityKey, SecretReading> readings = new();

    /// <summary>A Secret's data, at most <see cref="GatewayOptions.AccessRefresh"/> old while the API server answers.</summary>
    public async Task<SecretReading> ReadAsync(EntityKey key, CancellationToken cancellationToken)
    {
        if (readings.TryGetValue(key, out var known) && known.Problem is null && clock.Now - known.At < options.AccessRefresh)
            return known;
        var next = await FetchAsync(key, known, cancellationToken);
        readings[key] = next;
        return next;
    }

    /// <summary>Forgets what no model names any more.</summary>
    public void Forget(EntityKey key) => readings.TryRemove(key, out _);

    private async Task<SecretReading> FetchAsync(EntityKey key, SecretReading? known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var secret = await client.GetAsync<V1Secret>(key.Name, key.Namespace, either.Token);
            return secret is null
                ? new SecretReading(clock.Now, Problem: $"the Secret {key.Name} does not exist in the namespace {key.Namespace}")
                : new SecretReading(clock.Now, secret.Data ?? []);
        }
        catch (KubernetesApiException refused) when (refused.IsForbidden)
        {
            return new SecretReading(clock.Now, Problem: $"the gateway may not read the Secret {key.Name} in the namespace {key.Namespace}");
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException || limit.IsCancellationRequested)
        {
            return known is { Data: not null } ? known : new SecretReading(clock.Now, Problem: $"the Secret {key.Name} cannot be read: {error.Message}");
        }
    }
}
