using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Tracing;

/// <summary>The proxy, with a span for each request where somebody listens.</summary>
internal sealed class TracedProxy(ProxyHandler proxy)
{
    public Task HandleAsync(HttpContext context) => GatewayActivity.Source.HasListeners() ? TraceAsync(context) : proxy.HandleAsync(context);

    private async Task TraceAsync(HttpContext context)
    {
        using var span = ServerSpan.Begin(context);
        await proxy.HandleAsync(context);
        ServerSpan.End(span, context);
    }
}
