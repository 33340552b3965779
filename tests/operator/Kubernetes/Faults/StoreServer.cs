using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>The config maps of a <see cref="FakeServer"/> over HTTP: list and watch, as the API server speaks them.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly FakeServer store = new();
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RequestDelegate> faults = new();

    private StoreServer(WebApplication application) => this.application = application;

    public int Port => new Uri(application.Urls.Single()).Port;

    /// <summary>Every event is sent twice.</summary>
    public bool Repeats { get; set; }

    /// <summary>Answers that have not been given yet.</summary>
    public int Waiting => faults.Count;

    public static async Task<StoreServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new StoreServer(builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Gives the next request this answer instead of the true one.</summary>
    public StoreServer Then(RequestDelegate answer)
    {
        faults.Enqueue(answer);
        return this;
    }

    public T Do<T>(Func<FakeServer, T> act)
    {
        lock (gate)
            return act(store);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (faults.TryDequeue(out var fault))
            await fault(context);
        else if (context.Request.Query.ContainsKey("watch"))
            await WatchAsync(context);
        else
            await ListAsync(context);
    }

    private async Task ListAsync(HttpContext context)
    {
        var list = Do(server => new EntityList<V1ConfigMap>
        {
            Items = server.All<V1ConfigMap>(null),
            Metadata = new V1ListMeta { ResourceVersion = server.Version },
        });
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(KubernetesJson.ToUtf8Bytes(list), context.RequestAborted);
    }

    private async Task WatchAsync(HttpContext context)
    {
        var reached = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        await context.Response.StartAsync(context.RequestAborted);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var (changed, events) = Do(server => (server.Changed, Since(server, reached)));
            if (events is null)
            {
                await Answers.Line(
                    context, """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}""");
                return;
            }

            foreach (var watched in events)
            {
                reached = long.Parse(watched.Entity.Metadata.ResourceVersion!, CultureInfo.InvariantCulture);
                var entity = System.Text.Encoding.UTF8.GetString(KubernetesJson.ToUtf8Bytes(watched.Entity));
                var line = $$"""{"type":"{{watched.Type.ToString().ToUpperInvariant()}}","object":{{entity}}}""";
                await Answers.Line(context, line);
                if (Repeats)
                    await Answers.Line(context, line);
            }

            if (events.Count == 0)
                await changed.WaitAsync(context.RequestAborted);
        }
    }

    /// <returns>Null: the version has expired.</returns>
    private static List<WatchEvent<V1ConfigMap>>? Since(FakeServer server, long version)
    {
        try
        {
            return server.Since<V1ConfigMap>(null, version);
        }
        catch (KubernetesApiException exception) when (exception.IsGone)
        {
            return null;
        }
    }
}
