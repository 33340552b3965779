using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>Reads lists page by page.</summary>
internal static class ListPager
{
    /// <summary>All pages as one list, at the version of the first one.</summary>
    /// <param name="request">Makes the request for a page, of a limit (null: none) and a continue token (null: from the start).</param>
    /// <param name="send">Sends it.</param>
    public static async Task<EntityList<TEntity>> ReadAsync<TEntity>(
        int pageSize, Func<int?, string?, ApiRequest> request, Func<ApiRequest, Task<EntityList<TEntity>>> send, ILogger logger)
    {
        var list = await PageAsync(pageSize, null);
        while (!string.IsNullOrEmpty(list.Metadata.Continue))
        {
            EntityList<TEntity> page;
            try
            {
                page = await PageAsync(pageSize, list.Metadata.Continue);
            }
            catch (KubernetesApiException exception) when (exception.IsGone)
            {
                // The pages' version was compacted away meanwhile. Read at once, the list cannot expire under way.
                ClientLog.ListExpired(logger, exception.Message);
                return await PageAsync(null, null);
            }

            list.Items.AddRange(page.Items);
            list.Metadata.Continue = page.Metadata.Continue;
        }

        list.Metadata.Continue = null;
        list.Metadata.RemainingItemCount = null;
        return list;

        async Task<EntityList<TEntity>> PageAsync(int? limit, string? continueToken)
        {
            var page = await send(request(limit, continueToken));
            // The server writes an empty list as null at times.
            page.Items ??= [];
            page.Metadata ??= new V1ListMeta();
            return page;
        }
    }
}
