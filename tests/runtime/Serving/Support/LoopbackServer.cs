using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A real HTTP server on a free loopback port that notes every request.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application, string scheme)
    {
        _application = application;
        Uri = $"{scheme}://127.0.0.1:{new Uri(application.Urls.First()).Port}";
    }

    /// <summary>Without a slash at its end.</summary>
    public string Uri { get; }

    public ConcurrentQueue<(string Target, IHeaderDictionary Headers)> Requests { get; private init; } = [];

    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, int, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AllowSynchronousIO = true;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var application = builder.Build();
        var requests = new ConcurrentQueue<(string, IHeaderDictionary)>();
        application.Run(async context =>
        {
            requests.Enqueue((context.Request.Path + context.Request.QueryString, Copy(context.Request.Headers)));
            await answer(context, requests.Count);
        });
        await application.StartAsync();
        return new LoopbackServer(application, certificate is null ? "http" : "https") { Requests = requests };
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await _application.StopAsync(soon.Token);
        await _application.DisposeAsync();
    }

    private static HeaderDictionary Copy(IHeaderDictionary headers)
    {
        var copy = new HeaderDictionary();
        foreach (var (name, value) in headers) copy[name] = value;
        return copy;
    }
}
