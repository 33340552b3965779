using System.Diagnostics;

namespace Slipway.Runtime.Server.Inference;

/// <summary>Where the program's own spans come from; those of HTTP are ASP.NET Core's, which continue the client's <c>traceparent</c>.</summary>
internal static class RuntimeActivity
{
    /// <summary>Without a listener (no OTLP endpoint) it costs nothing.</summary>
    public static ActivitySource Source { get; } = new("Slipway.Runtime");
}
