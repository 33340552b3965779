using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Cli.Local.Platform;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;

namespace Slipway.SystemTests.Harness;

/// <summary>The whole product for one test. Models are at <c>http://models.test/NAME.onnx</c>, which stands for a folder.</summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string Models = "http://models.test/";

    private readonly TemporaryDirectory directory;

    private readonly LocalPlatform platform;

    private readonly HttpClient http = new(new SocketsHttpHandler()) { Timeout = Patience };

    private LocalSystem(TemporaryDirectory directory, LocalPlatform platform) => (this.directory, this.platform) = (directory, platform);

    public IKubernetesClient Client => platform.Client;

    /// <summary>Where pods have their files.</summary>
    public string Scratch => ScratchIn(directory);

    public static async Task<LocalSystem> StartAsync(Func<LocalOptions, LocalOptions>? adapt = null)
    {
        var files = new TemporaryDirectory();
        files.Write("models/good.onnx", WorkingModels.Mlp(1, 4, 8, 2).ToBytes());
        files.Write("models/other.onnx", WorkingModels.Mlp(2, 4, 8, 2).ToBytes()); // The same inputs and outputs, and other numbers.
        files.Write("models/corrupt.onnx", BrokenModels.Corrupt());
        var options = new LocalOptions
        {
            Runtime = RuntimeProgram.At(Programs.Runtime),
            CacheDirectory = files.Join("cache"),
            ScratchDirectory = ScratchIn(files),
            Mappings = [new UriMapping(Models, files.Join("models"))],
            HttpPort = 0,
            GrpcPort = 0,
            AdminPort = 0,
            DrainDelay = TimeSpan.FromMilliseconds(500),
            RestartDelay = TimeSpan.FromMilliseconds(200),
        };
        var started = LocalPlatform.Create(adapt?.Invoke(options) ?? options, logging => logging.SetMinimumLevel(LogLevel.None));
        await started.StartAsync(CancellationToken.None);
        return new LocalSystem(files, started);
    }

    /// <summary>Creates or changes a model, as kubectl apply does.</summary>
    public Task<ModelDeployment> ApplyAsync(string name, string version, string file = "good.onnx", int? replicas = null, Action<ModelDeploymentSpec>? adapt = null)
    {
        var model = new ModelDeployment
        {
            Metadata = new() { Name = name, Namespace = "default" },
            Spec = new() { Model = new() { Uri = Models + file, Version = version }, Replicas = replicas, Rollout = new() { ScaleDownDelay = "1s" } },
        };
        adapt?.Invoke(model.Spec);
        return Client.ApplyAsync(model, new WriteOptions { FieldManager = "kubectl" }, CancellationToken.None);
    }

    /// <summary>Waits until a version serves with all replicas.</summary>
    public Task<ModelDeployment> UntilReadyAsync(string name, string version) => UntilAsync(
        name, model => model.Status.Version == version && ConditionList.IsTrue(model.Status.Conditions, ConditionTypes.Ready), $"version {version} of {name}");

    /// <summary>Waits until the condition Ready has this reason.</summary>
    public Task<ModelDeployment> UntilReasonAsync(string name, string reason) => UntilAsync(
        name, model => ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready)?.Reason == reason, $"{reason} of {name}");

    public async Task<ModelDeployment> UntilAsync(string name, Func<ModelDeployment, bool> isSo, string what)
    {
        ModelDeployment? last = null;
        try
        {
            return await Eventually.GetAsync(
                async () => (last = await Client.GetAsync<ModelDeployment>(name, "default", CancellationToken.None)) is { } model
                    && model.Status.ObservedGeneration == model.Metadata.Generation && isSo(model) ? model : null,
                what,
                Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Last seen: {Describe(last)}", late);
        }
    }

    /// <summary>One inference through the gateway.</summary>
    /// <returns>The version that answered.</returns>
    public async Task<string> AskAsync(string name)
    {
        using var body = new StringContent(Request, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(TargetOf(name), body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return VersionIn(text);
    }

    /// <summary>The first answer of a model, which may not be there yet.</summary>
    public Task<string> AskWhenRoutedAsync(string name) => Eventually.GetAsync(
        async () =>
        {
            using var body = new StringContent(Request, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(TargetOf(name), body);
            return answer.IsSuccessStatusCode ? VersionIn(await answer.Content.ReadAsStringAsync()) : null;
        },
        $"the first answer of {name}",
        Patience);

    /// <summary>Asks without pause until it is stopped; labels are versions.</summary>
    public TrafficDriver StartTraffic(string name, int workers = 2, TimeSpan? pause = null) => TrafficDriver.Start(new TrafficOptions(TargetOf(name), Request)
    {
        Workers = workers,
        Pause = pause ?? TimeSpan.FromMilliseconds(20),
        RequestTimeout = Patience,
        Label = VersionIn,
    });

    public async Task<IReadOnlyList<TEntity>> ListAsync<TEntity>()
        where TEntity : class, Kubernetes.Entities.IMetadata<V1ObjectMeta> =>
        (await Client.ListAsync<TEntity>("default", ListOptions.Everything, CancellationToken.None)).Items;

    /// <summary>Pods of a model that are ready.</summary>
    public async Task<IReadOnlyList<V1Pod>> ReadyPodsAsync(string name) => [.. (await ListAsync<V1Pod>()).Where(pod =>
        pod.Metadata is { DeletionTimestamp: null, Labels: { } labels } && labels.GetValueOrDefault(Labels.Model) == name
        && pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true)];

    /// <summary>Waits until a model has so many pods and no more.</summary>
    public async Task UntilPodsAsync(string name, int count)
    {
        IReadOnlyList<V1Pod> pods = [];
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    pods = [.. (await ListAsync<V1Pod>()).Where(pod => pod.Metadata is { DeletionTimestamp: null, Labels: { } labels } && labels.GetValueOrDefault(Labels.Model) == name)];
                    return pods.Count == count;
                },
                $"{count} pods of {name} and no more",
                Patience);
        }
        catch (TimeoutException late)
        {
            var model = await Client.GetAsync<ModelDeployment>(name, "default", CancellationToken.None);
            throw new TimeoutException($"{late.Message} There are {string.Join(", ", pods.Select(pod => pod.Metadata.Name))}. {Describe(model)}", late);
        }
    }

    /// <summary>Waits until the operator's cache of a kind has what there is, in the latest versions, and nothing else.</summary>
    public Task UntilCachedAsync<TEntity>(string? selector)
        where TEntity : class, Kubernetes.Entities.IMetadata<V1ObjectMeta> => Eventually.TrueAsync(
        async () =>
        {
            var present = (await Client.ListAsync<TEntity>("default", new ListOptions { LabelSelector = selector }, CancellationToken.None)).Items;
            return present.Select(Sign).ToHashSet().SetEquals(platform.CacheOf<TEntity>().List().Select(Sign));
        },
        $"the cache of {typeof(TEntity).Name} to be complete",
        Patience);

    private static string Sign<TEntity>(TEntity entity)
        where TEntity : class, Kubernetes.Entities.IMetadata<V1ObjectMeta> => $"{entity.Metadata.Uid} {entity.Metadata.ResourceVersion}";

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        http.Dispose();
        directory.Dispose();
    }

    private const string Request = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,2,3,4]}]}""";

    private Uri TargetOf(string name) => new($"{platform.Address}/default/{name}/v2/models/{name}/infer");

    private static string VersionIn(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("model_version").GetString()!;
    }

    private static string ScratchIn(TemporaryDirectory directory) => directory.Join("scratch");

    private static string Describe(ModelDeployment? model) => model is null
        ? "nothing"
        : string.Join("; ", (model.Status.Conditions ?? []).Select(condition => $"{condition.Type}={condition.Status} {condition.Reason}: {condition.Message}"));
}
