using System.Globalization;
using System.Text;
using Slipway.Api.Demand;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Hosting;

/// <summary>The routes for people: versions and replicas, and below them what is amiss and what copies of requests came to.</summary>
internal static class RoutesPage
{
    public static string Write(RouteTable table)
    {
        var text = new StringBuilder("MODEL  REVISION  WEIGHT  QUEUED  IN FLIGHT  REPLICAS\n");
        var routes = table.Current.Values.OrderBy(route => route.Key.ToString(), StringComparer.Ordinal).ToList();
        routes.ForEach(route => WriteVersions(text, route));
        foreach (var route in routes)
        {
            if ((route.Access?.Problem ?? route.Access?.Warning) is { } trouble)
                text.Append(CultureInfo.InvariantCulture, $"{route.Key}: {(route.Access!.Problem is null ? "" : "nobody is let in: ")}{trouble}\n");
            if (route.Shadow is not null)
                WriteCopies(text, route);
        }
        return text.ToString();
    }

    private static void WriteVersions(StringBuilder text, ModelRoute route)
    {
        foreach (var pool in route.Pools)
        {
            var now = pool.Snapshot().Demand;
            var weight = route.Shares.FirstOrDefault(share => share.Pool == pool)?.Weight ?? 0;
            var replicas = pool.Replicas().Select(replica => $"{replica.Pod}:{replica.InFlight}{(replica.IsEjected ? " (ejected)" : "")}");
            text.Append(CultureInfo.InvariantCulture, $"{route.Key}  {pool.Revision}  {weight} %  {now.Queued}  {now.InFlight}  {string.Join(", ", replicas)}\n");
        }
    }

    private static void WriteCopies(StringBuilder text, ModelRoute route)
    {
        var (pool, percent) = (route.Shadow!.Pool, route.Shadow.Percent);
        var budget = pool.CopyBudget;
        var copies = pool.Copies.Snapshot().Demand ?? new ShadowDemand();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{route.Key}: {pool.Revision} gets copies of {percent} % of the requests: {copies.Compared} answered, {copies.Mismatched} differ, {copies.Failed} failed, {copies.Dropped} dropped; {budget.Copies} under way, {budget.Bytes} bytes kept\n");
        foreach (var difference in copies.Worst)
            text.Append(CultureInfo.InvariantCulture, $"{route.Key}: {pool.Revision}: {difference.Text}\n");
    }
}
