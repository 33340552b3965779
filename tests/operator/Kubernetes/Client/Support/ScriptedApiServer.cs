using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Tests.Client.Support;

/// <summary>An HTTP server on loopback that gives scripted answers in order, and remembers what it was asked.</summary>
internal sealed class ScriptedApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RequestDelegate> script = new();
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly WebApplication application;

    private ScriptedApiServer(WebApplication application) => this.application = application;

    public Uri Address => new(application.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    public RecordedRequest LastRequest => Requests[^1];

    public KubernetesClientConfiguration Configuration => new() { Server = Address };

    public static async Task<ScriptedApiServer> StartAsync(Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options)));
        if (listen is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var server = new ScriptedApiServer(builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Answers the next request.</summary>
    public ScriptedApiServer Then(RequestDelegate answer)
    {
        script.Enqueue(answer);
        return this;
    }

    /// <summary>Answers the next request with JSON.</summary>
    public ScriptedApiServer Then(int code, string json, string? retryAfter = null) => Then(async context =>
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(json);
    });

    /// <summary>Refuses the next request as the API server does.</summary>
    public ScriptedApiServer ThenRefuse(int code, string reason, string message, string? retryAfter = null) => Then(
        code,
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""",
        retryAfter);

    /// <summary>Cuts the connection without an answer.</summary>
    public ScriptedApiServer ThenCut() => Then(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Takes the next request and never answers it.</summary>
    public ScriptedApiServer ThenHang() => Then(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

    /// <summary>Starts an answer and sends these pieces one by one.</summary>
    /// <param name="afterwards">Null: the answer ends properly.</param>
    public ScriptedApiServer ThenStream(IEnumerable<byte[]> pieces, RequestDelegate? afterwards = null) => Then(async context =>
    {
        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }

        if (afterwards is not null)
            await afterwards(context);
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        requests.Enqueue(await RecordedRequest.ReadAsync(context.Request));
        if (script.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
    }
}
