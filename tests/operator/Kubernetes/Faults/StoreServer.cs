using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Kubernetes.Tests.Client.Support;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>The config maps of a <see cref="FakeServer"/> over HTTP: list and watch, as the API server speaks them.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly FakeServer store = new();
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RequestDelegate> faults = new();

    private int watches;

    private StoreServer(WebApplication application) => this.application = application;

    public string Scheme => new Uri(application.Urls.Single()).Scheme;

    public int Port => new Uri(application.Urls.Single()).Port;

    /// <summary>Every event is sent twice.</summary>
    public bool Repeats { get; set; }

    /// <summary>Each watch finds something changed, sends it, and is broken off.</summary>
    public bool BreaksWatches { get; set; }

    /// <summary>Watches opened so far.</summary>
    public int Watches => Volatile.Read(ref watches);

    /// <summary>Lists are streamed; else that is refused.</summary>
    public bool StreamsLists { get; set; }

    /// <summary>
    /// Asked for each request: whether the server sends GOAWAY on its connection, as the API server does by its
    /// <c>--goaway-chance</c>. Only with HTTP/2.
    /// </summary>
    public Func<bool>? GoesAway { get; set; }

    /// <summary>Answers that have not been given yet.</summary>
    public int Waiting => faults.Count;

    public static async Task<StoreServer> StartAsync(bool http2 = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (http2)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (http2)
                listen.UseHttps(new TestCertificates().Issue("server", "localhost"));
        }));
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
        if (GoesAway?.Invoke() == true)
            context.Features.Get<IConnectionLifetimeNotificationFeature>()!.RequestClose();
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
        Interlocked.Increment(ref watches);
        var streams = context.Request.Query.ContainsKey("sendInitialEvents");
        if (streams && !StreamsLists)
        {
            await Answers.Refuse(422)(context);
            return;
        }

        if (BreaksWatches)
            Do(server => server.TouchAll());
        await context.Response.StartAsync(context.RequestAborted);
        var reached = streams
            ? await InitialEventsAsync(context)
            : long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
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
                var line = Line(watched.Type, watched.Entity);
                await Answers.Line(context, line);
                if (Repeats)
                    await Answers.Line(context, line);
            }

            if (events.Count > 0 && BreaksWatches)
            {
                context.Abort();
                return;
            }

            if (events.Count == 0)
                await changed.WaitAsync(context.RequestAborted);
        }
    }

    /// <returns>The version of what was sent.</returns>
    private async Task<long> InitialEventsAsync(HttpContext context)
    {
        var (all, version) = Do(server => (server.All<V1ConfigMap>(null), server.Version));
        foreach (var entity in all)
            await Answers.Line(context, Line(WatchEventType.Added, entity));
        var end = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { ResourceVersion = version, Annotations = new() { [WatchOptions.InitialEventsEnd] = "true" } },
        };
        await Answers.Line(context, Line(WatchEventType.Bookmark, end));
        return long.Parse(version, CultureInfo.InvariantCulture);
    }

    private static string Line(WatchEventType type, V1ConfigMap entity)
    {
        var json = System.Text.Encoding.UTF8.GetString(KubernetesJson.ToUtf8Bytes(entity));
        return $$"""{"type":"{{type.ToString().ToUpperInvariant()}}","object":{{json}}}""";
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
