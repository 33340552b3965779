using System.Text.Json;
using Slipway.Conformance.Widgets;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Conformance;

/// <summary>
/// What we believe of the Kubernetes API, stated through <see cref="IKubernetesClient"/>. Subclasses name an
/// implementation; all must agree with the real API server. Each test works in a namespace of its own.
/// </summary>
public abstract partial class ApiConformance : IAsyncLifetime
{
    /// <summary>How long the server may take for what it does on its own, such as collecting garbage.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static ApiConformance() => KubernetesJson.Register(WidgetJsonContext.Default);

    /// <summary>The implementation under test.</summary>
    protected abstract IKubernetesClient Client { get; }

    /// <summary>The test's own namespace.</summary>
    protected string Namespace { get; } = $"conformance-{Guid.NewGuid():n}"[..24];

    protected static CancellationToken None => CancellationToken.None;

    public virtual async Task InitializeAsync()
    {
        await InstallWidgetsAsync();
        await Client.CreateAsync(new V1Namespace { Metadata = { Name = Namespace } }, WriteOptions.Default, None);
    }

    public virtual async Task DisposeAsync() =>
        await Client.DeleteAsync<V1Namespace>(Namespace, null, DeleteOptions.Background, None);

    /// <summary>Makes the server serve widgets (<see cref="WidgetDefinition"/>).</summary>
    protected virtual async Task InstallWidgetsAsync()
    {
        if (await Client.IsServedAsync<Widget>(None))
            return;
        await Client.ApplyAsync(WidgetDefinition.Read(), WriteOptions.Default, None);
        await EventuallyAsync("widgets are served", async () =>
        {
            // A list proves more than discovery, whose answers are kept for a while.
            try
            {
                await Client.ListAsync<Widget>(null, ListOptions.Everything, None);
                return true;
            }
            catch (KubernetesApiException exception) when (exception.IsNotFound)
            {
                return false;
            }
        });
    }

    /// <summary>A version of config maps that is too old to watch from.</summary>
    protected virtual Task<string> ExpiredVersionAsync() => Task.FromResult("1");

    /// <summary>Whether <see cref="ExpiredVersionAsync"/> may still be known, as a server that was just started knows its first version.</summary>
    protected virtual bool MayKnowWholeHistory => false;

    /// <summary>Asks again until the answer is true.</summary>
    protected static async Task EventuallyAsync(string what, Func<Task<bool>> isTrue)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, $"{what} should become true");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    protected static async Task<KubernetesApiException> RefusedAsync(int code, string reason, Func<Task> request)
    {
        var refusal = await Should.ThrowAsync<KubernetesApiException>(request);
        ((int)refusal.StatusCode).ShouldBe(code, refusal.Message);
        refusal.Status.Reason.ShouldBe(reason);
        return refusal;
    }

    protected static Patch Merge(string json) => new(PatchType.Merge, JsonElement.Parse(json));

    protected static WriteOptions As(string fieldManager, bool force = true) => new() { FieldManager = fieldManager, Force = force };

    protected Task<V1ConfigMap> CreateConfigMapAsync(string name, params (string Key, string Value)[] data) =>
        Client.CreateAsync(ConfigMap(name, data), WriteOptions.Default, None);

    protected Task<V1ConfigMap?> GetConfigMapAsync(string name) => Client.GetAsync<V1ConfigMap>(name, Namespace, None);

    protected Task<V1ConfigMap> ApplyConfigMapAsync(string name, WriteOptions options, params (string Key, string Value)[] data) =>
        Client.ApplyAsync(ConfigMap(name, data), options, None);

    protected V1ConfigMap ConfigMap(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = { Name = name, Namespace = Namespace },
        Data = data.Length == 0 ? null : data.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
    };

    protected Task<Widget> CreateWidgetAsync(string name, int? replicas = 1, string? note = null) => Client.CreateAsync(
        new Widget { Metadata = { Name = name, Namespace = Namespace }, Spec = { Replicas = replicas, Note = note } }, WriteOptions.Default, None);

    /// <summary>Watches config maps of the namespace until the changes wanted have come.</summary>
    protected async Task<List<WatchEvent<V1ConfigMap>>> WatchAsync(int count, WatchOptions options, bool bookmarks = false)
    {
        var seen = new List<WatchEvent<V1ConfigMap>>();
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        await foreach (var change in Client.WatchAsync<V1ConfigMap>(Namespace, options, limit.Token))
        {
            if (bookmarks == (change.Type == WatchEventType.Bookmark) && change.Entity.Metadata.Name != "kube-root-ca.crt")
                seen.Add(change);
            if (seen.Count == count)
                break;
        }

        return seen;
    }
}
