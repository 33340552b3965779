using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;
using Slipway.Gateway.Shadowing;

namespace Slipway.Gateway.Proxying;

/// <summary>A request whose caller may ask, and whose version is chosen.</summary>
/// <param name="Context">What came, and where the answer goes.</param>
/// <param name="Target">What it asks for.</param>
/// <param name="Pool">The version's replicas.</param>
/// <param name="Body">Its body.</param>
/// <param name="Consumer">Who asks; empty: anybody.</param>
internal sealed record ProxyRequest(HttpContext Context, RouteTarget Target, VersionPool Pool, ReplayBody Body, string Consumer)
{
    /// <summary>Size of the answer's body, as far as it has been written.</summary>
    public ByteCount ResponseBytes { get; } = new();

    /// <summary>Keeps the answer for a copy of the request; null: none is made.</summary>
    public AnswerCapture? Capture { get; init; }
}
