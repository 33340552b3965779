using System.Collections.Concurrent;
using System.Net;
using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Client.Transport;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client;

/// <summary>What the server serves, per group and version. Answers are kept for a minute: kinds come and go with their definitions.</summary>
internal sealed class Discovery(ApiTransport transport, TimeProvider timeProvider)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> groups = new(StringComparer.Ordinal);

    public async Task<bool> ServesAsync(EntityDefinition kind, CancellationToken cancellationToken)
    {
        var path = ResourcePath.OfGroupVersion(kind);
        if (!groups.TryGetValue(path, out var known) || timeProvider.GetElapsedTime(known.AskedAt) >= Freshness)
            groups[path] = known = new Known(await AskAsync(kind, path, cancellationToken), timeProvider.GetTimestamp());
        return known.Resources.Contains(kind.PluralName);
    }

    private async Task<IReadOnlySet<string>> AskAsync(EntityDefinition kind, string path, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ApiRequest("get", HttpMethod.Get, path, $"resources of {kind.GroupVersion}");
            var list = await transport.SendAsync(request, AnswerReader.ReadAsync<V1APIResourceList>, cancellationToken);
            return list.Resources.Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);
        }
        catch (KubernetesApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }
    }

    private sealed record Known(IReadOnlySet<string> Resources, long AskedAt);
}
