using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Access;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Shadowing;

namespace Slipway.Gateway.Routing;

/// <summary>Where a model's requests go. Immutable; a change makes a new one, which keeps the pools.</summary>
internal sealed record ModelRoute
{
    /// <summary>Header whose value sends all requests with the same value to the same version, as long as the shares stay.</summary>
    public const string StickyHeader = "x-slipway-sticky";

    public required EntityKey Key { get; init; }

    /// <summary>What the operator wants, as <c>status.traffic</c> says it.</summary>
    public required IReadOnlyList<RouteShare> Shares { get; init; }

    /// <summary>Versions by the name that clients use.</summary>
    public required FrozenDictionary<string, VersionPool> Versions { get; init; }

    /// <summary>All pools, also of versions without a share.</summary>
    public required IReadOnlyList<VersionPool> Pools { get; init; }

    /// <summary>The pools that <see cref="Choose"/> may send requests to that name no version.</summary>
    public IEnumerable<VersionPool> Sharing => Shares
        .Where(share => share.Weight > 0 || share.Header is not null || Shares.Count == 1)
        .Select(share => share.Pool);

    /// <summary>Which requests are copied to a version under trial; null: none.</summary>
    public ShadowRule? Shadow { get; init; }

    /// <summary>Who may ask; null: everybody.</summary>
    public AccessPolicy? Access { get; init; }

    /// <summary>The version for a request; null: the pinned one does not exist, or nothing serves.</summary>
    /// <param name="pinned">The version named in the path; null: none is.</param>
    /// <param name="headers">The request's.</param>
    public VersionPool? Choose(string? pinned, IHeaderDictionary headers)
    {
        if (pinned is not null)
            return Versions.GetValueOrDefault(pinned);
        if (Shares is [{ Header: null } only])
            return only.Pool;
        foreach (var share in Shares)
        {
            if (share.Header is { } match && headers.TryGetValue(match.Name, out var values) && values == match.Value)
                return share.Pool;
        }
        return ByWeight(headers);
    }

    private VersionPool? ByWeight(IHeaderDictionary headers)
    {
        var total = Shares.Sum(share => share.Weight);
        if (total <= 0)
            return null;
        var point = headers.TryGetValue(StickyHeader, out var key) ? StableHash(key.ToString()) % (uint)total : (uint)Random.Shared.Next(total);
        RouteShare? chosen = null;
        foreach (var share in Shares.Where(share => share.Weight > 0))
        {
            chosen = share;
            if (point < share.Weight)
                break;
            point -= (uint)share.Weight;
        }
        // A version that has lost all its replicas must not cost requests while another can answer them.
        return chosen!.Pool.HasReplica ? chosen.Pool : (Shares.FirstOrDefault(share => share.Weight > 0 && share.Pool.HasReplica) ?? chosen).Pool;
    }

    // FNV-1a: the same in every gateway and after every start, unlike string.GetHashCode.
    private static uint StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
