using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Slipway.Tests.Support;

/// <summary>
/// Serves the files of one folder over HTTP as object stores do: ETag, ranges, HEAD. Only what <see cref="ModelServerOptions"/> says
/// makes it worse than a good one.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private ModelServer(WebApplication application, ConcurrentQueue<string> requests)
    {
        this.application = application;
        Requests = requests;
    }

    /// <summary>Base address, without a slash at the end.</summary>
    public string Address => application.Urls.Single();

    /// <summary>Method and path of every request, oldest first.</summary>
    public IReadOnlyCollection<string> Requests { get; }

    /// <summary>Address of one file.</summary>
    public string Uri(string file) => $"{Address}/{file}";

    /// <summary>Starts serving; returns when connections are accepted.</summary>
    public static async Task<ModelServer> StartAsync(string directory, ModelServerOptions? options = null)
    {
        options ??= new ModelServerOptions();
        var requests = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{options.Host}:{options.Port}");
        var server = builder.Build();
        server.Use((context, next) =>
        {
            requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return AnswerAsync(context, options, next);
        });
        server.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.GetFullPath(directory)),
            ServeUnknownFileTypes = true,
        });
        await server.StartAsync();
        return new ModelServer(server, requests);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, ModelServerOptions options, RequestDelegate next)
    {
        if (options.Bearer is { } token && context.Request.Headers.Authorization != $"Bearer {token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (options.HoldUntil is { } hold)
            await hold.WaitAsync(context.RequestAborted);
        await next(context);
    }
}
