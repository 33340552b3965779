using Slipway.Api;
using Slipway.Gateway.Pools;

namespace Slipway.Gateway.Routing;

/// <summary>A version's share of a model's requests.</summary>
/// <param name="Pool">Its replicas.</param>
/// <param name="Weight">Percent.</param>
/// <param name="Header">Requests with this header go here whatever the weight; null: none do.</param>
/// <param name="Shadow">Copies that this version gets; null: none.</param>
internal sealed record RouteShare(VersionPool Pool, int Weight, HeaderMatch? Header, ShadowTarget? Shadow);
